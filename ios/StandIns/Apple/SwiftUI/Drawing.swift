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
        case largeTitle, title, title2, body
    }
    public enum Design: Sendable {
        case `default`, monospaced
    }
    public static let largeTitle = Font()
    public static let title = Font()
    public static let title2 = Font()
    public static let title3 = Font()
    public static let headline = Font()
    public static let subheadline = Font()
    public static let footnote = Font()
    public static func system(_: TextStyle, design _: Design? = nil) -> Font { Font() }
}

public struct Path: Equatable, Sendable {
    public init() {}
    public init(_: CGRect) {}
    public mutating func addRect(_: CGRect) {}
}

public struct GraphicsContext {
    public struct Shading: Sendable {
        public static func color(_: Color) -> Shading { Shading() }
    }
    public func fill(_: Path, with _: Shading) {}
    public func stroke(_: Path, with _: Shading, lineWidth _: CGFloat = 1) {}
}

public struct Canvas: Primitive {
    public nonisolated init(
        renderer _: @escaping (inout GraphicsContext, CGSize) -> Void
    ) {}
}

public protocol Shape: View, Sendable {}

public struct RoundedRectangle: Shape, Primitive {
    public nonisolated init(cornerRadius _: CGFloat) {}
    public nonisolated func strokeBorder<S: ShapeStyle>(
        _: S, lineWidth _: CGFloat = 1
    ) -> some View { Modified() }
}

extension Image {
    public enum Scale: Sendable {
        case small, medium, large
    }
}

extension View {
    public nonisolated func clipShape<S: Shape>(_: S) -> some View { Modified() }
    public nonisolated func contentShape<S: Shape>(_: S) -> some View { Modified() }
    public nonisolated func imageScale(_: Image.Scale) -> some View { Modified() }
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
