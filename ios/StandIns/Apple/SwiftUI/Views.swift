// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

@_exported import Foundation
@_exported import Observation

@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder @MainActor @preconcurrency var body: Body { get }
}

extension Never: View {
    public var body: Never { return fatalError() }
}

/// A view that draws itself.
public protocol Primitive: View where Body == Never {}

extension Primitive {
    public var body: Never { return fatalError() }
}

public struct EmptyView: Primitive {
    public nonisolated init() {}
}

// swift-format-ignore: UseSynthesizedInitializer
public struct TupleView<Content>: Primitive {
    nonisolated init() {}
}

// swift-format-ignore: UseSynthesizedInitializer
public struct Either<First: View, Second: View>: Primitive {
    nonisolated init() {}
}

extension Optional: View where Wrapped: View {
    public var body: Never { return fatalError() }
}

@resultBuilder public struct ViewBuilder {
    public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock<each Content: View>(
        _ content: repeat each Content
    ) -> TupleView<(repeat each Content)> { TupleView() }
    public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
    public static func buildEither<First: View, Second: View>(
        first _: First
    ) -> Either<First, Second> { Either() }
    public static func buildEither<First: View, Second: View>(
        second _: Second
    ) -> Either<First, Second> { Either() }
}

// What a modifier makes of a view.
// swift-format-ignore: UseSynthesizedInitializer
public struct Modified: Primitive {
    nonisolated init() {}
}

@MainActor @preconcurrency public protocol ViewModifier {
    associatedtype Body: View
    typealias Content = Modified
    @ViewBuilder @MainActor @preconcurrency func body(content: Content) -> Body
}
