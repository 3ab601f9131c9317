import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A button over the whole width. While its desk is busy it waits and says so.
struct WideButton: View {
    let word: Word
    var leads: Bool
    var tone: Tone
    var desk: Desk?
    let action: @MainActor () async -> Void
    @Environment(Shell.self) private var shell

    /// - Parameter leads: Whether it is what most people come to this screen for.
    init(
        _ word: Word, leads: Bool = false, tone: Tone = .accent, desk: Desk? = nil,
        action: @escaping @MainActor () async -> Void
    ) {
        (self.word, self.leads, self.tone) = (word, leads, tone)
        (self.desk, self.action) = (desk, action)
    }

    var body: some View {
        let busy = desk?.busy ?? false
        Button {
            Task { await action() }
        } label: {
            Text(shell.words[busy ? .busy : word])
        }
        .buttonStyle(WideStyle(leads: leads, tone: tone))
        .disabled(busy)
    }
}

/// A line to type in, with its name above it.
struct Field: View {
    let word: Word
    let example: Word?
    @Binding var text: String
    @Environment(Shell.self) private var shell

    init(_ word: Word, example: Word? = nil, text: Binding<String>) {
        (self.word, self.example) = (word, example)
        _text = text
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(shell.words[word]).font(.subheadline).accessibilityHidden(true)
            TextField(text: $text, prompt: example.map { Text(shell.words[$0]) }) { EmptyView() }
                .font(.title3)
                .autocorrectionDisabled()
                .accessibilityLabel(shell.words[word])
                .padding(.horizontal, 12)
                .frame(minHeight: 48)
                .overlay {
                    RoundedRectangle(cornerRadius: 10)
                        .strokeBorder(Palette.text(.grey), lineWidth: 1)
                }
        }
    }
}

extension View {
    /// For signs of which a code or a mark is made: capitals, and no keyboard that knows better.
    func signs() -> some View {
        textInputAutocapitalization(.characters).keyboardType(.asciiCapable)
    }
}
