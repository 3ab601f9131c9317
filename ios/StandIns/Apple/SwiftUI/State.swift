// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

import Observation

@propertyWrapper public struct State<Value> {
    public init(wrappedValue _: Value) {}
    public init<Wrapped>() where Value == Wrapped? {}
    public var wrappedValue: Value {
        get { fatalError() }
        nonmutating set { _ = newValue }
    }
    public var projectedValue: Binding<Value> { Binding() }
}

extension State: Sendable where Value: Sendable {}

@propertyWrapper @dynamicMemberLookup public struct Binding<Value> {
    public init() {}
    @preconcurrency public init(
        get _: @escaping @isolated(any) @Sendable () -> Value,
        set _: @escaping @isolated(any) @Sendable (Value) -> Void
    ) {}
    public var wrappedValue: Value {
        get { fatalError() }
        nonmutating set { _ = newValue }
    }
    public var projectedValue: Binding<Value> { self }
    public subscript<Subject>(
        dynamicMember _: WritableKeyPath<Value, Subject>
    ) -> Binding<Subject> { Binding<Subject>() }
}

@propertyWrapper @dynamicMemberLookup public struct Bindable<Value> {
    public init(wrappedValue _: Value) where Value: AnyObject, Value: Observable {}
    public var wrappedValue: Value { fatalError() }
    public var projectedValue: Bindable<Value> { self }
    public subscript<Subject>(
        dynamicMember _: ReferenceWritableKeyPath<Value, Subject>
    ) -> Binding<Subject> where Value: AnyObject { Binding<Subject>() }
}

@propertyWrapper public struct FocusState<Value: Hashable> {
    public struct Binding {}
    public init() where Value == Bool {}
    public var wrappedValue: Value {
        get { fatalError() }
        nonmutating set { _ = newValue }
    }
    public var projectedValue: Binding { Binding() }
}

@propertyWrapper public struct Environment<Value> {
    public init(_: KeyPath<EnvironmentValues, Value>) {}
    public init(_: Value.Type) where Value: AnyObject, Value: Observable {}
    public var wrappedValue: Value { fatalError() }
}

public protocol EnvironmentKey {
    associatedtype Value
    static var defaultValue: Value { get }
}

public struct EnvironmentValues {
    public subscript<K: EnvironmentKey>(_: K.Type) -> K.Value {
        get { fatalError() }
        set { _ = newValue }
    }
    public var displayScale: CGFloat { fatalError() }
    public var openURL: OpenURLAction { fatalError() }
    public var isEnabled: Bool { fatalError() }
    public var accessibilityReduceMotion: Bool { fatalError() }
    public var layoutDirection: LayoutDirection {
        get { fatalError() }
        set { _ = newValue }
    }
    public var locale: Locale {
        get { fatalError() }
        set { _ = newValue }
    }
    public var scenePhase: ScenePhase { fatalError() }
}

@MainActor @preconcurrency public struct OpenURLAction {
    public func callAsFunction(_: URL) {}
}
