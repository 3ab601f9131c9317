import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A button over the whole width. While its desk is busy it waits and says so.
struct WideButton: View {
    let word: Word
    var tone: Tone
    var desk: Desk?
    let action: @MainActor () async -> Void
    @Environment(Shell.self) private var shell

    init(
        _ word: Word, tone: Tone = .accent, desk: Desk? = nil,
        action: @escaping @MainActor () async -> Void
    ) {
        (self.word, self.tone, self.desk, self.action) = (word, tone, desk, action)
    }

    var body: some View {
        let busy = desk?.busy ?? false
        Button {
            Task { await action() }
        } label: {
            Text(shell.words[busy ? .busy : word]).frame(maxWidth: .infinity, minHeight: 44)
        }
        .buttonStyle(.bordered)
        .tint(Palette.text(tone))
        .disabled(busy)
    }
}

/// A line to type in, with its name above it.
struct Field: View {
    let word: Word
    @Binding var text: String
    @Environment(Shell.self) private var shell

    init(_ word: Word, text: Binding<String>) {
        self.word = word
        _text = text
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(shell.words[word]).font(.subheadline).accessibilityHidden(true)
            TextField(shell.words[word], text: $text)
                .textFieldStyle(.roundedBorder)
                .autocorrectionDisabled()
                .accessibilityLabel(shell.words[word])
        }
    }
}
