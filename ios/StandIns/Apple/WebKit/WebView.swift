// A stand-in for Apple's WebKit, for checking on Linux. It is not Apple's: see README.md.

import Foundation
import UIKit

public final class WKNavigation: NSObject {}

@MainActor public final class WKWebpagePreferences: NSObject {
    public var allowsContentJavaScript: Bool {
        get { fatalError() }
        set { _ = newValue }
    }
}

@MainActor public final class WKWebViewConfiguration: NSObject {
    public var defaultWebpagePreferences: WKWebpagePreferences! {
        get { fatalError() }
        set { _ = newValue }
    }
}

public final class WKWebView: UIView {
    public init(frame _: CGRect, configuration _: WKWebViewConfiguration) {}
    @discardableResult public func load(
        _: Data, mimeType _: String, characterEncodingName _: String, baseURL _: URL
    ) -> WKNavigation? { fatalError() }
}
