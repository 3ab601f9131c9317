import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A line for a PIN, whose digits nobody sees, with what is said of those that were typed.
struct PinField: View {
    let word: Word
    @Binding var text: String
    let findings: [Sentence]
    let end: Word?
    let done: @MainActor () async -> Void
    @Environment(AppState.self) private var app

    init(
        _ word: Word, text: Binding<String>, findings: [Sentence], end: Word? = nil,
        done: @escaping @MainActor () async -> Void = {}
    ) {
        (self.word, self.findings, self.end, self.done) = (word, findings, end, done)
        _text = text
    }

    var body: some View {
        FieldLine(
            label: app.words[word], typing: .pin, findings: findings, text: $text, end: end,
            done: done
        )
        .onChange(of: findings) { _, now in
            if !now.isEmpty { Announcing.politely(now.map(\.text).joined(separator: " ")) }
        }
    }
}

extension ErrorInfo? {
    /// What went wrong, and what to do, as it stands at a field.
    var said: [Sentence] { map { [$0.text, $0.next] } ?? [] }
}

/// The way to the PIN of whoever is shown, where the phone is not theirs alone.
struct PinLink: View {
    @Environment(AppState.self) private var app

    var body: some View {
        switch app.model.person?.pin?.state {
        case .unset: RouteLink(.pinSet, to: .pin)
        case .open: RouteLink(.pinChange, to: .pin)
        case .locked, nil: EmptyView()
        }
    }
}
