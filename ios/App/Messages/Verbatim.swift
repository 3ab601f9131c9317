import DoorstepModel
import DoorstepPhone
import SwiftUI
import UIKit

/// A text to the letter, with its name above it. It can be selected.
struct Verbatim: View {
    let word: Word
    let text: String
    @Environment(AppState.self) private var app

    init(_ word: Word, _ text: String) {
        (self.word, self.text) = (word, text)
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(app.words[word]).font(.subheadline)
            Text(verbatim: text).font(.title3).textSelection(.enabled)
        }
    }
}

/// Puts a text where other apps paste from. It may name a document, and goes away by itself.
struct CopyButton: View {
    let word: Word
    let text: String

    init(_ word: Word, _ text: String) {
        (self.word, self.text) = (word, text)
    }

    var body: some View {
        WideButton(word) {
            UIPasteboard.general.setItems(
                [["public.utf8-plain-text": text]],
                options: [.expirationDate: Date().addingTimeInterval(600)])
        }
    }
}
