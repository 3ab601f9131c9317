import DoorstepModel
import DoorstepPhone
import SwiftUI
import UIKit

/// What is typed into a field: which keys for it, and what the phone may fill it with.
enum InputKind {
    case phone, messageCode, digits
    /// Letters and digits that stand for nothing, of which a mark or a code is made: no phone knows
    /// better.
    case signs

    var keys: UIKeyboardType {
        switch self {
        case .phone: .phonePad
        case .messageCode, .digits: .numberPad
        // A document may have letters of any script, and whoever reads a code out may too.
        case .signs: .default
        }
    }

    var fills: UITextContentType? {
        switch self {
        case .phone: .telephoneNumber
        case .messageCode: .oneTimeCode
        case .digits, .signs: nil
        }
    }

    /// Whether its keys have none that ends typing.
    var lacksReturn: Bool { self != .signs }
}

/// A line to type in, with its name above it. The last of a screen has the key that does what its
/// button does.
struct Field: View {
    let word: Word
    let typing: InputKind
    let example: Word?
    @Binding var text: String
    /// What the key that ends typing does, by the name of the button that does it.
    let end: Word?
    let done: @MainActor () async -> Void
    @Environment(AppState.self) private var app
    @FocusState private var isTyped: Bool

    init(
        _ word: Word, _ typing: InputKind, example: Word? = nil, text: Binding<String>,
        end: Word? = nil, done: @escaping @MainActor () async -> Void = {}
    ) {
        (self.word, self.typing, self.example) = (word, typing, example)
        (self.end, self.done) = (end, done)
        _text = text
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(app.words[word]).font(.subheadline).accessibilityHidden(true)
            line
                .padding(.horizontal, 12)
                .frame(minHeight: 48)
                .overlay {
                    RoundedRectangle(cornerRadius: 10)
                        .strokeBorder(Palette.text(isTyped ? .accent : .grey), lineWidth: 2)
                }
            if let example { Text(app.words[example]).font(.footnote) }
        }
    }

    private var line: some View {
        TextField(text: $text) { EmptyView() }
            .font(.title3)
            .keyboardType(typing.keys)
            .textContentType(typing.fills)
            .textInputAutocapitalization(.characters)
            .autocorrectionDisabled()
            .accessibilityLabel(app.words[word])
            .focused($isTyped)
            .submitLabel(end == nil ? .next : .done)
            .onSubmit { finish() }
            .toolbar {
                if typing.lacksReturn, isTyped, let end {
                    ToolbarItem(placement: .keyboard) {
                        Button(app.words[end], role: nil) { finish() }
                    }
                }
            }
    }

    private func finish() {
        isTyped = false
        Task { await done() }
    }
}
