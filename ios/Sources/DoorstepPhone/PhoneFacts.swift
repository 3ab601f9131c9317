import AVFoundation
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
        notices = await Self.noticesStatus() == .authorized
        looked = true
        return refused && notices
    }

    /// Asks for notices. The system asks a person once; after that its settings are shown.
    public func askNotices() async {
        guard await Self.noticesStatus() == .notDetermined else { return openSettings() }
        notices = await withCheckedContinuation { answer in
            UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound]) {
                @Sendable allowed, _ in answer.resume(returning: allowed)
            }
        }
    }

    /// Asks for the camera, in the same way.
    public func askCamera() async {
        let status = AVCaptureDevice.authorizationStatus(for: .video)
        guard status == .notDetermined else { return openSettings() }
        camera = await AVCaptureDevice.requestAccess(for: .video)
    }

    private static func noticesStatus() async -> UNAuthorizationStatus {
        await withCheckedContinuation { answer in
            UNUserNotificationCenter.current().getNotificationSettings { @Sendable settings in
                answer.resume(returning: settings.authorizationStatus)
            }
        }
    }

    private func openSettings() {
        guard let settings = URL(string: UIApplication.openSettingsURLString) else { return }
        UIApplication.shared.open(settings)
    }
}
