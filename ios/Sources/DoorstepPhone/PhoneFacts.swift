import AVFoundation
import DoorstepModel
import Observation
import UIKit
import UserNotifications

/// What the person has allowed the app. A refusal takes nothing else away.
@MainActor @Observable public final class PhoneFacts {
    public private(set) var notices = false
    public private(set) var camera = false
    private var looked = false

    public nonisolated init() {}

    /// Looks again: the system's settings change without a word.
    ///
    /// - Returns: Whether notices were refused when it last looked, and are allowed now.
    public func look() async -> Bool {
        camera = AVCaptureDevice.authorizationStatus(for: .video) == .authorized
        let refused = looked && !notices
        notices = await Self.noticeSettings().reach
        looked = true
        return refused && notices
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
