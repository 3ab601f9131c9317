import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Asking for a pass, and why there is none if it is refused.
struct AskScreen: View {
    let purpose: String
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()

    var body: some View {
        let entry = shell.model.person?.purposes.first { $0.key == purpose }
        Page(title: .passesAsk, name: entry?.label, desk: desk) {
            if let entry {
                Text(shell.words.length(minutes: entry.minutes)).font(.headline)
                Text(shell.words[.askBegins])
                if let note = entry.note { Text(note.text) }
            }
            MendDetails(trouble: desk.trouble)
            // Who was told no is not invited to hear it again.
            if let kind = desk.trouble?.kind, [.refused, .wait].contains(kind) {
                WideButton(.retry, desk: desk) { await ask() }
            } else {
                WideButton(.askSend, leads: true, desk: desk) { await ask() }
            }
        }
    }

    private func ask() async {
        guard let engine = shell.engine else { return }
        let (me, purpose) = (shell.me, purpose)
        let answer = await desk.ask(engine) {
            try await $0.requestPass(person: me, purpose: purpose, fromMs: nil, cancel: nil)
        }
        switch answer {
        case .pass(let pass): shell.trail = Trail([.pass(pass.id)])
        case .waitingToSend: shell.trail = Trail()
        case nil: break
        }
    }
}
