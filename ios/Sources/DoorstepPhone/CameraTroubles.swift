import AVFoundation

/// Hears when the system takes the camera away, and when it can be started again.
final class CameraTroubles: Sendable {
    private let tokens: [Token]

    /// - Parameter told: Whether the camera is taken; if not it can be started. Called on whichever
    ///   thread the system likes.
    init(of session: AVCaptureSession, told: @escaping @Sendable (_ isTaken: Bool) -> Void) {
        let news = [
            (AVCaptureSession.wasInterruptedNotification, true),
            (AVCaptureSession.interruptionEndedNotification, false),
            // The session has stopped by itself.
            (AVCaptureSession.runtimeErrorNotification, false),
        ]
        tokens = news.map { name, isTaken in
            Token(
                observer: NotificationCenter.default.addObserver(
                    forName: name, object: session, queue: nil
                ) { _ in told(isTaken) })
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
