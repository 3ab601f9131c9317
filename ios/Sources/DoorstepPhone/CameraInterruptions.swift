import AVFoundation

/// Hears when the system takes the camera away, when it gives it back, and when it fails.
final class CameraInterruptions: Sendable {
    enum News: Sendable { case taken, free, failed }

    private let tokens: [Token]

    /// - Parameter told: Called on whichever thread the system likes.
    init(of session: AVCaptureSession, told: @escaping @Sendable (News) -> Void) {
        let all: [(Notification.Name, News)] = [
            (AVCaptureSession.wasInterruptedNotification, .taken),
            (AVCaptureSession.interruptionEndedNotification, .free),
            // The session has stopped by itself.
            (AVCaptureSession.runtimeErrorNotification, .failed),
        ]
        tokens = all.map { name, news in
            Token(
                observer: NotificationCenter.default.addObserver(
                    forName: name, object: session, queue: nil
                ) { _ in told(news) })
        }
    }

    deinit {
        for token in tokens { NotificationCenter.default.removeObserver(token.observer) }
    }

    /// Never changed, and only handed back.
    private struct Token: @unchecked Sendable {
        let observer: any NSObjectProtocol
    }
}
