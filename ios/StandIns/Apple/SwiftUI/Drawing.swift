// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

import UIKit

public protocol ShapeStyle: Sendable {}

public struct Color: ShapeStyle, Primitive {
    public static let black = Color()
    public static let white = Color()
    nonisolated init() {}
    public nonisolated init(uiColor _: UIColor) {}
}

public struct Font: Hashable, Sendable {
    public enum TextStyle: Sendable {
        case title, title2
    }
    public enum Design: Sendable {
        case `default`, monospaced
    }
    public static let largeTitle = Font()
    public static let title2 = Font()
    public static let title3 = Font()
    public static let headline = Font()
    public static let subheadline = Font()
    public static let footnote = Font()
    public static func system(_: TextStyle, design _: Design? = nil) -> Font { Font() }
}

public struct Path: Equatable, Sendable {
    public init() {}
    public mutating func addRect(_: CGRect) {}
}

public struct GraphicsContext {
    public struct Shading: Sendable {
        public static func color(_: Color) -> Shading { Shading() }
    }
    public func fill(_: Path, with _: Shading) {}
}

public struct Canvas: Primitive {
    public nonisolated init(
        renderer _: @escaping (inout GraphicsContext, CGSize) -> Void
    ) {}
}

extension View {
    public nonisolated func font(_: Font?) -> some View { Modified() }
    public nonisolated func foregroundStyle<S: ShapeStyle>(_: S) -> some View { Modified() }
    public nonisolated func background<S: ShapeStyle>(_: S) -> some View { Modified() }
    public nonisolated func overlay<V: View>(
        alignment _: Alignment = .center, @ViewBuilder content _: () -> V
    ) -> some View { Modified() }
    public nonisolated func accessibilityIgnoresInvertColors(
        _: Bool = true
    ) -> some View { Modified() }
    public nonisolated func tint<S: ShapeStyle>(_: S?) -> some View { Modified() }
    public nonisolated func tint(_: Color?) -> some View { Modified() }
}
