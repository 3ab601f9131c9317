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
        Page(title: .passesAsk, desk: desk) {
            if let entry = shell.model.person?.purposes.first(where: { $0.key == purpose }) {
                TitledText(title: entry.label, text: shell.words.length(minutes: entry.minutes))
                if let note = entry.note { Text(note.text) }
            }
            WideButton(.askSend, leads: true, desk: desk) { await ask() }
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
