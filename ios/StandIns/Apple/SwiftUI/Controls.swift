// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

public struct Text: Primitive {
    public nonisolated init<S: StringProtocol>(_: S) {}
    public nonisolated init(verbatim _: String) {}
    public nonisolated func font(_: Font?) -> Text { self }
    public nonisolated func bold() -> Text { self }
    public nonisolated func monospacedDigit() -> Text { self }
}

public struct Image: Primitive {
    public nonisolated init(systemName _: String) {}
}

public struct Label<Title: View, Icon: View>: Primitive {}

extension Label where Title == Text, Icon == Image {
    public nonisolated init<S: StringProtocol>(_: S, systemImage _: String) {}
}

public struct Button<Label: View>: Primitive {
    public nonisolated init(
        action _: @escaping @MainActor () -> Void, @ViewBuilder label _: () -> Label
    ) {}
}

public struct ButtonRole: Equatable, Sendable {
    public static let destructive = ButtonRole()
    public static let cancel = ButtonRole()
}

extension Button where Label == Text {
    public nonisolated init<S: StringProtocol>(
        _: S, role _: ButtonRole?, action _: @escaping @MainActor () -> Void
    ) {}
}

public struct TextField<Label: View>: Primitive {}

extension TextField {
    public nonisolated init(
        text _: Binding<String>, prompt _: Text? = nil, axis _: Axis,
        @ViewBuilder label _: () -> Label
    ) {}
}

public struct SecureField<Label: View>: Primitive {}

extension SecureField {
    public nonisolated init(
        text _: Binding<String>, prompt _: Text? = nil, @ViewBuilder label _: () -> Label
    ) {}
}

public struct ShareLink<Label: View>: Primitive {}

extension ShareLink {
    public nonisolated init(
        item _: URL, subject _: Text? = nil, message _: Text? = nil,
        @ViewBuilder label _: () -> Label
    ) {}
}

/// CoreTransferable's.
public protocol Transferable {}
extension String: Transferable {}

public struct PasteButton: Primitive {
    public nonisolated init<T: Transferable>(
        payloadType _: T.Type, onPaste _: @escaping ([T]) -> Void
    ) {}
}

public struct Toggle<Label: View>: Primitive {}

extension Toggle where Label == Text {
    public nonisolated init<S: StringProtocol>(_: S, isOn _: Binding<Bool>) {}
}

public struct Picker<Label: View, SelectionValue: Hashable, Content: View>: Primitive {}

extension Picker where Label == Text {
    public nonisolated init<S: StringProtocol>(
        _: S, selection _: Binding<SelectionValue>, @ViewBuilder content _: () -> Content
    ) {}
}

public struct ProgressView<Label: View>: Primitive {}

extension ProgressView where Label == Text {
    public nonisolated init<S: StringProtocol>(_: S) {}
}

public struct NavigationStack<Data, Root: View>: Primitive {
    public nonisolated init(
        path _: Binding<Data>, @ViewBuilder root _: () -> Root
    )
    where
        Data: MutableCollection & RandomAccessCollection & RangeReplaceableCollection,
        Data.Element: Hashable
    {}
}

public struct NavigationLink<Label: View, Destination: View>: Primitive {}

extension NavigationLink where Destination == Never {
    public nonisolated init<P: Hashable>(value _: P?, @ViewBuilder label _: () -> Label) {}
    public nonisolated init<S: StringProtocol, P: Hashable>(_: S, value _: P?)
    where Label == Text {}
}
