import UIKit

/// What the battery has.
struct PhonePower {
    /// A simulator knows none.
    let percent: UInt8?
    let isCharging: Bool
    let isSaved: Bool

    @MainActor static var now: PhonePower {
        let device = UIDevice.current
        device.isBatteryMonitoringEnabled = true
        let level = device.batteryLevel < 0 ? nil : min(device.batteryLevel, 1)
        return PhonePower(
            percent: level.map { UInt8(($0 * 100).rounded()) },
            isCharging: device.batteryState == .charging || device.batteryState == .full,
            isSaved: ProcessInfo.processInfo.isLowPowerModeEnabled)
    }
}
