import AVFoundation
import Doorstep
import UIKit
import UserNotifications

/// Each question is put by the system once; from the next tap on its settings are shown.
extension PhoneFacts {
    /// Asks the phone's system for what an order needs. A person sees the answer in what is missing then.
    func ask(_ access: Access) async {
        switch access {
        case .location: await orSettings { await places.ask() }
        case .locationAlways: await orSettings { places.askAlways() }
        case .preciseLocation: await orSettings { await places.askPrecise() }
        case .notices: await askNotices()
        case .motion: await askMotion()
        // No app may ask for these.
        case .locationServices, .powerSaving: showSettings()
        }
        await look()
    }

    /// Asks for notices.
    public func askNotices() async {
        guard await Self.noticesStatus() == .notDetermined else {
            return open(UIApplication.openNotificationSettingsURLString)
        }
        _ = await withCheckedContinuation { answer in
            UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound]) {
                @Sendable allowed, _ in answer.resume(returning: allowed)
            }
        }
        await look()
    }

    /// Asks for the camera, in the same way.
    public func askCamera() async {
        let status = AVCaptureDevice.authorizationStatus(for: .video)
        guard status == .notDetermined else { return showSettings() }
        _ = await AVCaptureDevice.requestAccess(for: .video)
        await look()
    }

    private func askMotion() async {
        guard StepHistory.canBeAsked else { return showSettings() }
        await StepHistory.ask()
    }

    /// - Parameter ask: Puts the question; false if it cannot be put any more.
    private func orSettings(_ ask: () async -> Bool) async {
        if await !ask() { showSettings() }
    }

    private static func noticesStatus() async -> UNAuthorizationStatus {
        await withCheckedContinuation { answer in
            UNUserNotificationCenter.current().getNotificationSettings { @Sendable settings in
                answer.resume(returning: settings.authorizationStatus)
            }
        }
    }

    private func showSettings() {
        open(UIApplication.openSettingsURLString)
    }

    private func open(_ place: String) {
        guard let settings = URL(string: place) else { return }
        UIApplication.shared.open(settings)
    }
}
