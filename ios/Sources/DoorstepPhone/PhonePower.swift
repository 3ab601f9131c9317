import UIKit

/// What the battery has.
struct PhonePower {
    let percent: UInt8
    let isCharging: Bool
    let isSaved: Bool

    @MainActor static var now: PhonePower {
        let device = UIDevice.current
        device.isBatteryMonitoringEnabled = true
        // A simulator knows none.
        let level = device.batteryLevel < 0 ? 1 : min(device.batteryLevel, 1)
        return PhonePower(
            percent: UInt8((level * 100).rounded()),
            isCharging: device.batteryState == .charging || device.batteryState == .full,
            isSaved: ProcessInfo.processInfo.isLowPowerModeEnabled)
    }
}
