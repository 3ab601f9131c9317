import AVFoundation
import Doorstep
import DoorstepModel
import Observation
import UIKit
import UserNotifications

/// What the person has allowed the app. A refusal takes nothing else away.
@MainActor @Observable public final class PhoneFacts {
    public private(set) var notices = false
    public private(set) var camera = false

    public nonisolated init() {}

    /// Looks again: the system's settings change without a word.
    public func look() async {
        camera = AVCaptureDevice.authorizationStatus(for: .video) == .authorized
        notices = await Self.noticeSettings().reach
    }

    /// All that the core wants to know. The app asks for no place, no motion and no name of a network;
    /// of a network the system tells only who listens.
    func read(isInFront: Bool) async -> Facts {
        await look()
        let saver = ProcessInfo.processInfo.isLowPowerModeEnabled
        return Self.facts(notices: notices, camera: camera, saver: saver, isInFront: isInFront)
    }

    /// What is said where nobody can be asked.
    nonisolated static var unknown: Facts {
        facts(notices: true, camera: false, saver: false, isInFront: false)
    }

    nonisolated private static func facts(
        notices: Bool, camera: Bool, saver: Bool, isInFront: Bool
    ) -> Facts {
        Facts(
            location: .denied, precise: false, services: false, providers: [], notices: notices,
            camera: camera, motion: false, battery: 80, charging: false, saver: saver,
            exempt: false, idle: false, inFront: isInFront, network: .wifi, wifi: .notJoined,
            maker: "Apple")
    }

    /// Asks for notices. The system asks a person once; from the next tap on its settings are shown.
    public func askNotices() async {
        guard await Self.noticesStatus() == .notDetermined else {
            return open(UIApplication.openNotificationSettingsURLString)
        }
        _ = await withCheckedContinuation { answer in
            UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound]) {
                @Sendable allowed, _ in answer.resume(returning: allowed)
            }
        }
        notices = await Self.noticeSettings().reach
    }

    /// Asks for the camera, in the same way.
    public func askCamera() async {
        let status = AVCaptureDevice.authorizationStatus(for: .video)
        guard status == .notDetermined else { return open(UIApplication.openSettingsURLString) }
        camera = await AVCaptureDevice.requestAccess(for: .video)
    }

    private static func noticesStatus() async -> UNAuthorizationStatus {
        await withCheckedContinuation { answer in
            UNUserNotificationCenter.current().getNotificationSettings { @Sendable settings in
                answer.resume(returning: settings.authorizationStatus)
            }
        }
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

    private func open(_ place: String) {
        guard let settings = URL(string: place) else { return }
        UIApplication.shared.open(settings)
    }
}
