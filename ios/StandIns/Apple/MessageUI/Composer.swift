// A stand-in for Apple's MessageUI, for checking on Linux. It is not Apple's: see README.md.

import UIKit

public enum MessageComposeResult: Int, Sendable {
    case cancelled, sent, failed
}

public protocol MFMessageComposeViewControllerDelegate: NSObjectProtocol {
    func messageComposeViewController(
        _ controller: MFMessageComposeViewController, didFinishWith result: MessageComposeResult)
}

open class MFMessageComposeViewController: UINavigationController {
    open class func canSendText() -> Bool { fatalError() }
    public weak var messageComposeDelegate: (any MFMessageComposeViewControllerDelegate)?
    public var recipients: [String]?
    public var body: String?
}
