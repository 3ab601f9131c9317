import Doorstep
import MessageUI
import SwiftUI
import UIKit

/// The phone's own composer with a message in it. Its person sends it there, or does not: all that is heard of
/// it is that it has closed.
struct MessageComposer: UIViewControllerRepresentable {
    let message: SmsMessageView
    let closed: @MainActor @Sendable () -> Void

    /// Whether this phone has one, and may use it now.
    static var isThere: Bool { MFMessageComposeViewController.canSendText() }

    func makeCoordinator() -> Closing { Closing(closed) }

    func makeUIViewController(context: Context) -> MFMessageComposeViewController {
        let composer = MFMessageComposeViewController()
        composer.recipients = [message.number]
        composer.body = message.text
        composer.messageComposeDelegate = context.coordinator
        return composer
    }

    func updateUIViewController(_: MFMessageComposeViewController, context _: Context) {}

    /// Hears that it has closed. What its result says of sending is not asked: it knows no more than that the
    /// phone has taken the message.
    final class Closing: NSObject, MFMessageComposeViewControllerDelegate {
        private let closed: @MainActor @Sendable () -> Void

        init(_ closed: @escaping @MainActor @Sendable () -> Void) {
            self.closed = closed
        }

        nonisolated func messageComposeViewController(
            _: MFMessageComposeViewController, didFinishWith _: MessageComposeResult
        ) {
            Task { @MainActor [closed] in closed() }
        }
    }
}
