import AVFoundation
import CoreLocation
import Doorstep
import DoorstepModel
import Observation
import UIKit
import UserNotifications

/// What the person has allowed the app. A refusal takes nothing else away.
@MainActor @Observable public final class PhoneFacts {
    public private(set) var notices = false
    public private(set) var camera = false
    public private(set) var location = LocationAccess.denied
    /// Whether the app is told the place itself, and not only the neighbourhood.
    public private(set) var precise = false
    /// Whether location is switched on for the phone as a whole.
    public private(set) var services = false
    /// Whether steps may be read.
    public private(set) var motion = false

    @ObservationIgnored private let path = PhonePath()
    @ObservationIgnored private var permission: LocationPermission?

    public nonisolated init() {}

    /// Where to ask and hear of the place. Made on the main thread, once the app was launched.
    var places: LocationPermission {
        let places = permission ?? LocationPermission()
        permission = places
        return places
    }

    /// Looks again: the system's settings change without a word.
    public func look() async {
        camera = AVCaptureDevice.authorizationStatus(for: .video) == .authorized
        motion = StepHistory.isAllowed
        (location, precise, services) = await places.look()
        notices = await Self.noticeSettings().reach
    }

    /// All that the core wants to know. Of the joined Wi-Fi network the app does not ask.
    func read(isInFront: Bool) async -> Facts {
        await look()
        let power = PhonePower.now
        return Facts(
            location: location, precise: precise, services: services,
            providers: services ? [.fused] : [], notices: notices, camera: camera, motion: motion,
            battery: power.percent ?? 100, charging: power.isCharging, saver: power.isSaved,
            exempt: false, idle: false, inFront: isInFront, network: path.kind, wifi: .notJoined,
            maker: "Apple")
    }

    /// What is said where nobody can be asked.
    nonisolated static var unknown: Facts {
        Facts(
            location: .denied, precise: false, services: false, providers: [], notices: true,
            camera: false, motion: false, battery: 100, charging: false, saver: false,
            exempt: false, idle: false, inFront: false, network: .wifi, wifi: .notJoined,
            maker: "Apple")
    }

    /// What the settings say now: each way of showing notices can be switched off there.
    private static func noticeSettings() async -> NoticeSettings {
        await withCheckedContinuation { answer in
            UNUserNotificationCenter.current().getNotificationSettings { @Sendable settings in
                answer.resume(
                    returning: NoticeSettings(
                        isAllowed: settings.authorizationStatus == .authorized,
                        onLockScreen: settings.lockScreenSetting == .enabled,
                        asBanners: settings.alertSetting == .enabled))
            }
        }
    }
}
