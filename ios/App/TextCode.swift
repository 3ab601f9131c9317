import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A text as a code, at full brightness.
struct TextCode: View {
    /// What is spoken in its place.
    let word: Word
    let text: String
    @Environment(AppState.self) private var app
    @State private var code: QrMatrix?

    init(_ word: Word, _ text: String) {
        (self.word, self.text) = (word, text)
    }

    var body: some View {
        VStack(spacing: 0) {
            if let code { QrView(code: code, label: app.words[word]).fullBrightness() }
        }
        .task(id: text) { code = qrCode(text: text) }
    }
}
