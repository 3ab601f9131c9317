import Accessibility
import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What went wrong, and what to do, in the core's words.
struct ErrorView: View {
    let trouble: ErrorInfo

    var body: some View {
        Card(
            style: ResultStyle(tone: .amber, symbol: "exclamationmark.triangle.fill"),
            title: trouble.text.text, text: trouble.next.text
        )
        .onAppear { announce() }
        .onChange(of: trouble) { _, _ in announce() }
    }

    private func announce() {
        AccessibilityNotification.Announcement(trouble.text.text + " " + trouble.next.text).post()
    }
}

/// Sentences of the core, one under the other.
struct Sentences: View {
    let sentences: [Sentence]

    init(_ sentences: [Sentence]) {
        self.sentences = sentences
    }

    var body: some View {
        ForEach(sentences, id: \.self) { Text($0.text) }
    }
}

/// What somebody should know, each beside a sign.
struct Warnings: View {
    let sentences: [Sentence]

    init(_ sentences: [Sentence]) {
        self.sentences = sentences
    }

    var body: some View {
        ForEach(sentences, id: \.self) { sentence in
            Card(
                style: ResultStyle(tone: .amber, symbol: "info.circle.fill"), title: nil,
                text: sentence.text)
        }
    }
}

/// A title over the next part of a screen.
struct Heading: View {
    let word: Word
    @Environment(AppState.self) private var app

    init(_ word: Word) {
        self.word = word
    }

    var body: some View {
        Text(app.words[word]).font(.headline).accessibilityAddTraits(.isHeader)
    }
}

/// A title with a text, spoken as one.
struct TitledText: View {
    let title: String
    let text: String

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(title).font(.headline)
            Text(text)
        }
        .accessibilityElement(children: .combine)
    }
}

/// A symbol and words on a colour, spoken as one.
struct Card: View {
    let style: ResultStyle
    let title: String?
    let text: String

    var body: some View {
        HStack(alignment: .top, spacing: 12) {
            // The words say what the symbol does.
            Image(systemName: style.symbol).font(.title).accessibilityHidden(true)
            if let title { TitledText(title: title, text: text) } else { Text(text) }
        }
        .foregroundStyle(Palette.text(style.tone))
        .padding()
        .frame(maxWidth: .infinity, alignment: .leading)
        .background(Palette.ground(style.tone))
        .clipShape(RoundedRectangle(cornerRadius: 12))
        .overlay {
            RoundedRectangle(cornerRadius: 12)
                .strokeBorder(Palette.text(style.tone), lineWidth: 1)
        }
        .accessibilityElement(children: .combine)
    }
}
