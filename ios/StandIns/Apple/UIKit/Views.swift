// A stand-in for Apple's UIKit, for checking on Linux. It is not Apple's: see README.md.

@_exported import Foundation

@MainActor open class UIView: NSObject {
    public override nonisolated init() {}
    open class var layerClass: AnyClass { CALayer.self }
    public var layer: CALayer { fatalError() }
    public func viewPrintFormatter() -> UIViewPrintFormatter { fatalError() }
}

open class CALayer: NSObject {}

@MainActor open class UIViewController: NSObject {
    public override nonisolated init() {}
}

@MainActor open class UINavigationController: UIViewController {}

open class UIPasteboard: NSObject, @unchecked Sendable {
    open class var general: UIPasteboard { fatalError() }
    public struct OptionsKey: Hashable, Sendable {
        public static let expirationDate = OptionsKey()
    }
    open func setItems(_: [[String: Any]], options _: [OptionsKey: Any] = [:]) {}
}

public enum UIUserInterfaceStyle: Sendable {
    case unspecified, light, dark
}

public final class UITraitCollection: NSObject, @unchecked Sendable {
    public var userInterfaceStyle: UIUserInterfaceStyle { fatalError() }
}

open class UIColor: NSObject, @unchecked Sendable {
    public init(red _: CGFloat, green _: CGFloat, blue _: CGFloat, alpha _: CGFloat) {}
    public class var systemBackground: UIColor { fatalError() }
    public init(dynamicProvider _: @escaping (UITraitCollection) -> UIColor) {}
}

public enum UIKeyboardType: Sendable {
    case `default`, numberPad, phonePad
}

public struct UITextContentType: Sendable {
    public static let telephoneNumber = UITextContentType()
    public static let oneTimeCode = UITextContentType()
}

@MainActor public class UIPrintFormatter: NSObject {}
public class UIViewPrintFormatter: UIPrintFormatter {}

@MainActor public final class UIPrintInteractionController: NSObject {
    public typealias CompletionHandler = (UIPrintInteractionController, Bool, (any Error)?) -> Void
    public class var shared: UIPrintInteractionController { fatalError() }
    public var printFormatter: UIPrintFormatter? {
        get { fatalError() }
        set { _ = newValue }
    }
    @discardableResult public func present(
        animated _: Bool, completionHandler _: CompletionHandler?
    ) -> Bool { fatalError() }
}
