// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

public struct Text: Primitive {
    public nonisolated init<S: StringProtocol>(_: S) {}
    public nonisolated init(verbatim _: String) {}
    public nonisolated func font(_: Font?) -> Text { self }
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

public struct TextField<Label: View>: Primitive {}

extension TextField where Label == Text {
    public nonisolated init<S: StringProtocol>(_: S, text _: Binding<String>) {}
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
