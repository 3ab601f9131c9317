// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

import Observation
import UIKit

public struct MenuPickerStyle: Sendable {}
public protocol PickerStyle {}
extension MenuPickerStyle: PickerStyle {}
extension PickerStyle where Self == MenuPickerStyle {
    public static var menu: MenuPickerStyle { MenuPickerStyle() }
}

public struct NavigationBarItem: Sendable {
    public enum TitleDisplayMode: Sendable {
        case automatic, inline, large
    }
}

public struct AccessibilityTraits: Sendable {
    public static let isHeader = AccessibilityTraits()
    public static let isImage = AccessibilityTraits()
    public static let updatesFrequently = AccessibilityTraits()
}

public struct AccessibilityChildBehavior: Sendable {
    public static let ignore = AccessibilityChildBehavior()
    public static let combine = AccessibilityChildBehavior()
}

extension View {
    public nonisolated func modifier<T: ViewModifier>(_: T) -> some View { Modified() }
    public nonisolated func environment<T: AnyObject & Observable>(_: T?) -> some View {
        Modified()
    }
    public nonisolated func navigationTitle<S: StringProtocol>(_: S) -> some View { Modified() }
    public nonisolated func navigationBarTitleDisplayMode(
        _: NavigationBarItem.TitleDisplayMode
    ) -> some View { Modified() }
    public nonisolated func navigationDestination<D: Hashable, C: View>(
        for _: D.Type, @ViewBuilder destination _: @escaping (D) -> C
    ) -> some View { Modified() }
    public nonisolated func alert<S: StringProtocol, A: View>(
        _: S, isPresented _: Binding<Bool>, @ViewBuilder actions _: () -> A
    ) -> some View { Modified() }
    public nonisolated func alert<S: StringProtocol, A: View, M: View>(
        _: S, isPresented _: Binding<Bool>, @ViewBuilder actions _: () -> A,
        @ViewBuilder message _: () -> M
    ) -> some View { Modified() }
    public nonisolated func id<ID: Hashable>(_: ID) -> some View { Modified() }
    public nonisolated func onChange<V: Equatable>(
        of _: V, initial _: Bool = false, _: @escaping (_ oldValue: V, _ newValue: V) -> Void
    ) -> some View { Modified() }
    public nonisolated func tag<V: Hashable>(_: V) -> some View { Modified() }
    public nonisolated func disabled(_: Bool) -> some View { Modified() }
    public nonisolated func onAppear(perform _: (() -> Void)? = nil) -> some View { Modified() }
    public nonisolated func onDisappear(perform _: (() -> Void)? = nil) -> some View { Modified() }
    public nonisolated func task(
        priority _: TaskPriority = .userInitiated,
        @_inheritActorContext _: @escaping @Sendable () async -> Void
    ) -> some View { Modified() }
    public nonisolated func task<T: Equatable>(
        id _: T, priority _: TaskPriority = .userInitiated,
        @_inheritActorContext _: @escaping @Sendable () async -> Void
    ) -> some View { Modified() }
    public nonisolated func environment<V>(
        _: WritableKeyPath<EnvironmentValues, V>, _: V
    ) -> some View { Modified() }
    public nonisolated func pickerStyle<S: PickerStyle>(_: S) -> some View { Modified() }
    public nonisolated func autocorrectionDisabled(_: Bool = true) -> some View { Modified() }
    public nonisolated func keyboardType(_: UIKeyboardType) -> some View { Modified() }
    public nonisolated func textContentType(_: UITextContentType?) -> some View { Modified() }
    public nonisolated func accessibilityHidden(_: Bool) -> some View { Modified() }
    public nonisolated func accessibilityLabel<S: StringProtocol>(_: S) -> some View {
        Modified()
    }
    public nonisolated func accessibilityHint<S: StringProtocol>(_: S) -> some View { Modified() }
    public nonisolated func sheet<C: View>(
        isPresented _: Binding<Bool>, onDismiss _: (() -> Void)? = nil,
        @ViewBuilder content _: @escaping () -> C
    ) -> some View { Modified() }
    public nonisolated func accessibilityAddTraits(_: AccessibilityTraits) -> some View {
        Modified()
    }
    public nonisolated func accessibilityElement(
        children _: AccessibilityChildBehavior = .ignore
    ) -> some View { Modified() }
}
