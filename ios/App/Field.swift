import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

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

    init(
        _ word: Word, _ typing: InputKind, example: Word? = nil, text: Binding<String>,
        end: Word? = nil, done: @escaping @MainActor () async -> Void = {}
    ) {
        (self.word, self.typing, self.example) = (word, typing, example)
        (self.end, self.done) = (end, done)
        _text = text
    }

    var body: some View {
        FieldLine(
            label: app.words[word], typing: typing, notes: [example].compactMap { $0 },
            text: $text, end: end, done: done)
    }
}

/// The same with a name that is no word of the app's, and with what is said of it: what is found stands below
/// it, and is spoken with it.
struct FieldLine: View {
    let label: String
    let typing: InputKind
    var notes: [Word] = []
    /// What the core says of it before anything is typed, and of what was typed.
    var hint: Sentence?
    var findings: [Sentence] = []
    @Binding var text: String
    var end: Word?
    var done: @MainActor () async -> Void = {}
    @Environment(AppState.self) private var app
    @FocusState private var isTyped: Bool

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(label).font(.subheadline).accessibilityHidden(true)
            line
                .padding(.horizontal, 12)
                .frame(minHeight: 48)
                .overlay {
                    RoundedRectangle(cornerRadius: 10)
                        .strokeBorder(Palette.text(tone), lineWidth: 2)
                }
            ForEach(notes, id: \.self) { Text(app.words[$0]).font(.footnote) }
            if let hint { Text(hint.text).font(.footnote) }
            Findings(findings)
        }
    }

    private var tone: Tone { isTyped ? .accent : findings.isEmpty ? .grey : .amber }

    @ViewBuilder private var typed: some View {
        if typing == .pin {
            SecureField(text: $text) { EmptyView() }
        } else {
            TextField(text: $text, axis: typing.lines) { EmptyView() }
        }
    }

    private var line: some View {
        typed
            .font(.title3)
            .keyboardType(typing.keys)
            .textContentType(typing.fills)
            .textInputAutocapitalization(typing.capitals)
            .autocorrectionDisabled(typing != .words)
            .accessibilityLabel(label)
            .accessibilityHint(findings.map(\.text).joined(separator: " "))
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

/// What was found of a field, below it.
struct Findings: View {
    let sentences: [Sentence]

    init(_ sentences: [Sentence]) {
        self.sentences = sentences
    }

    var body: some View {
        ForEach(sentences, id: \.self) { sentence in
            Label(sentence.text, systemImage: "exclamationmark.circle.fill")
                .font(.subheadline)
                .foregroundStyle(Palette.text(.amber))
        }
    }
}
