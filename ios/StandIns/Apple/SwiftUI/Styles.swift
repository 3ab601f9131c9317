// A stand-in for Apple's SwiftUI, for checking on Linux. It is not Apple's: see README.md.

public struct ButtonStyleConfiguration {
    // swift-format-ignore: UseSynthesizedInitializer
    public struct Label: Primitive {
        nonisolated init() {}
    }
    public let label: Label
    public let isPressed: Bool
}

@MainActor @preconcurrency public protocol ButtonStyle {
    associatedtype Body: View
    typealias Configuration = ButtonStyleConfiguration
    @ViewBuilder @MainActor @preconcurrency func makeBody(configuration: Configuration) -> Body
}

public protocol LabelStyle {}
public struct TitleAndIconLabelStyle: LabelStyle {}
extension LabelStyle where Self == TitleAndIconLabelStyle {
    public static var titleAndIcon: TitleAndIconLabelStyle { TitleAndIconLabelStyle() }
}

public struct SubmitLabel: Sendable {
    public static let next = SubmitLabel()
    public static let done = SubmitLabel()
}

public struct TextInputAutocapitalization: Sendable {
    public static var characters: TextInputAutocapitalization { TextInputAutocapitalization() }
    public static var sentences: TextInputAutocapitalization { TextInputAutocapitalization() }
    public static var words: TextInputAutocapitalization { TextInputAutocapitalization() }
}

public struct ScrollDismissesKeyboardMode: Sendable {
    public static var interactively: ScrollDismissesKeyboardMode { ScrollDismissesKeyboardMode() }
}

public protocol TextSelectability {}
public struct EnabledTextSelectability: TextSelectability {}
extension TextSelectability where Self == EnabledTextSelectability {
    public static var enabled: EnabledTextSelectability { EnabledTextSelectability() }
}

extension View {
    public nonisolated func textSelection<S: TextSelectability>(_: S) -> some View { Modified() }
    public nonisolated func buttonStyle<S: ButtonStyle>(_: S) -> some View { Modified() }
    public nonisolated func labelStyle<S: LabelStyle>(_: S) -> some View { Modified() }
    public nonisolated func submitLabel(_: SubmitLabel) -> some View { Modified() }
    public nonisolated func focused(_: FocusState<Bool>.Binding) -> some View { Modified() }
    public nonisolated func onSubmit(_: @escaping () -> Void) -> some View { Modified() }
    public nonisolated func textInputAutocapitalization(
        _: TextInputAutocapitalization?
    ) -> some View { Modified() }
    public nonisolated func scrollDismissesKeyboard(
        _: ScrollDismissesKeyboardMode
    ) -> some View { Modified() }
    public nonisolated func bold(_: Bool = true) -> some View { Modified() }
    public nonisolated func monospacedDigit() -> some View { Modified() }
}
