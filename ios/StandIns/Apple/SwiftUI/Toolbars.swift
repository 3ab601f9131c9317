// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

public protocol ToolbarContent {}

public struct ToolbarItemPlacement: Sendable {
    public static let principal = ToolbarItemPlacement()
    public static let topBarTrailing = ToolbarItemPlacement()
    public static let keyboard = ToolbarItemPlacement()
}

public struct ToolbarItem<Content: View>: ToolbarContent {
    public init(placement _: ToolbarItemPlacement, @ViewBuilder content _: () -> Content) {}
}

public struct ToolbarItems: ToolbarContent {}

extension Optional: ToolbarContent where Wrapped: ToolbarContent {}

@resultBuilder public struct ToolbarContentBuilder {
    public static func buildExpression<Content: ToolbarContent>(_ content: Content) -> Content {
        content
    }
    public static func buildBlock<each Content: ToolbarContent>(
        _ content: repeat each Content
    ) -> ToolbarItems { ToolbarItems() }
    public static func buildIf<Content: ToolbarContent>(_ content: Content?) -> Content? { content }
}

public struct ScrollViewProxy {
    public func scrollTo<ID: Hashable>(_: ID, anchor _: UnitPoint? = nil) {}
}

public struct UnitPoint: Hashable, Sendable {
    public static let top = UnitPoint()
}

public struct ScrollViewReader<Content: View>: Primitive {
    public nonisolated init(@ViewBuilder content _: @escaping (ScrollViewProxy) -> Content) {}
}

extension View {
    public nonisolated func toolbar<Content: ToolbarContent>(
        @ToolbarContentBuilder content _: () -> Content
    ) -> some View { Modified() }
}
