// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

public struct HorizontalAlignment: Sendable {
    public static let leading = HorizontalAlignment()
}

public struct VerticalAlignment: Sendable {
    public static let top = VerticalAlignment()
}

public struct Alignment: Sendable {
    public static let leading = Alignment()
    public static let center = Alignment()
}

public enum ContentMode: Sendable {
    case fit, fill
}

public enum Axis: Sendable {
    case horizontal, vertical
}

public struct VStack<Content: View>: Primitive {
    public nonisolated init(
        alignment _: HorizontalAlignment = .leading, spacing _: CGFloat? = nil,
        @ViewBuilder content _: () -> Content
    ) {}
}

public struct HStack<Content: View>: Primitive {
    public nonisolated init(
        alignment _: VerticalAlignment = .top, spacing _: CGFloat? = nil,
        @ViewBuilder content _: () -> Content
    ) {}
}

public struct ScrollView<Content: View>: Primitive {
    public nonisolated init(@ViewBuilder content _: () -> Content) {}
}

public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content: View>: Primitive {
    public nonisolated init(
        _: Data, id _: KeyPath<Data.Element, ID>,
        @ViewBuilder content _: @escaping (Data.Element) -> Content
    ) {}
}

public struct Spacer: Primitive {
    public nonisolated init(minLength _: CGFloat? = nil) {}
}

public struct Edge: Sendable {
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int8
        public init(rawValue: Int8) { self.rawValue = rawValue }
        public static let horizontal = Set(rawValue: 1)
        public static let vertical = Set(rawValue: 2)
    }
}

public enum TextAlignment: Sendable {
    case leading, center, trailing
}

public enum LayoutDirection: Sendable {
    case leftToRight, rightToLeft
}

extension View {
    public nonisolated func padding(_: CGFloat) -> some View { Modified() }
    public nonisolated func padding(_: Edge.Set, _: CGFloat? = nil) -> some View { Modified() }
    public nonisolated func multilineTextAlignment(_: TextAlignment) -> some View { Modified() }
    public nonisolated func ignoresSafeArea() -> some View { Modified() }
    public nonisolated func padding() -> some View { Modified() }
    public nonisolated func frame(
        width _: CGFloat? = nil, height _: CGFloat? = nil, alignment _: Alignment = .center
    ) -> some View { Modified() }
    public nonisolated func frame(
        minWidth _: CGFloat? = nil, idealWidth _: CGFloat? = nil, maxWidth _: CGFloat? = nil,
        minHeight _: CGFloat? = nil, idealHeight _: CGFloat? = nil, maxHeight _: CGFloat? = nil,
        alignment _: Alignment = .center
    ) -> some View { Modified() }
    public nonisolated func aspectRatio(
        _: CGFloat? = nil, contentMode _: ContentMode
    ) -> some View { Modified() }
    public nonisolated func cornerRadius(
        _: CGFloat, antialiased _: Bool = true
    ) -> some View { Modified() }
}
