import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Asking for a pass, and why there is none if it is refused.
struct AskScreen: View {
    let purpose: String
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()

    var body: some View {
        let entry = app.model.person?.purposes.first { $0.key == purpose }
        Page(title: .passesAsk, name: entry?.label, runner: runner) {
            if let entry {
                Text(app.words.length(minutes: entry.minutes)).font(.headline)
                Text(app.words[.askBegins])
                if let note = entry.note { Text(note.text) }
            }
            MendDetails(trouble: runner.trouble)
            // Who was told no is not invited to hear it again.
            if let kind = runner.trouble?.kind, [.refused, .wait].contains(kind) {
                WideButton(.retry, runner: runner) { await ask() }
            } else {
                WideButton(.askSend, leads: true, runner: runner) { await ask() }
            }
        }
    }

    private func ask() async {
        guard let engine = app.engine else { return }
        let (me, purpose) = (app.me, purpose)
        let answer = await runner.ask(engine) {
            try await $0.requestPass(person: me, purpose: purpose, fromMs: nil, cancel: nil)
        }
        switch answer {
        case .pass(let pass): app.nav = NavStack([.pass(pass.id)])
        case .waitingToSend: app.nav = NavStack()
        case nil: break
        }
    }
}
