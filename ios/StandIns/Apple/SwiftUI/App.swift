// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

import UIKit

@MainActor @preconcurrency public protocol App {
    associatedtype Body: Scene
    @SceneBuilder @MainActor @preconcurrency var body: Body { get }
    @MainActor @preconcurrency init()
}

extension App {
    public static func main() {}
}

@MainActor @preconcurrency public protocol Scene {
    associatedtype Body: Scene
    @SceneBuilder @MainActor @preconcurrency var body: Body { get }
}

extension Never: Scene {}

@resultBuilder public struct SceneBuilder {
    public static func buildBlock<Content: Scene>(_ content: Content) -> Content { content }
}

public struct WindowGroup<Content: View>: Scene {
    public nonisolated init(@ViewBuilder content _: () -> Content) {}
    public var body: Never { return fatalError() }
}

public enum ScenePhase: Sendable {
    case background, inactive, active
}

public struct ChangedScene: Scene {
    public var body: Never { return fatalError() }
}

extension Scene {
    public func onChange<V: Equatable>(
        of _: V, initial _: Bool = false, _: @escaping (_ oldValue: V, _ newValue: V) -> Void
    ) -> some Scene { ChangedScene() }
}

@MainActor @preconcurrency @propertyWrapper
public struct UIApplicationDelegateAdaptor<
    DelegateType: NSObject & UIApplicationDelegate
> {
    public init(_: DelegateType.Type = DelegateType.self) {}
    public var wrappedValue: DelegateType { fatalError() }
}
