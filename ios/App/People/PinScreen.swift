import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Hiding one's part of a shared phone by a PIN, another one, and none any more.
struct PinScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var removing = ActionRunner()
    @State private var pin = PinModel()

    var body: some View {
        Page(title: .pinTitle, runner: removing) {
            if let view = app.model.person?.pin {
                Text(view.text.text)
                PinField(.pinNew, text: $pin.typed, findings: runner.trouble.said)
                PinField(.pinAgain, text: $pin.again, findings: differ, end: .pinKeep) {
                    await keep()
                }
                WideButton(.pinKeep, leads: true, runner: runner) { await keep() }
                if view.state == .open {
                    WideButton(.pinRemove, tone: .red, runner: removing) { await remove() }
                }
            }
        }
        .covered()
    }

    private var differ: [Sentence] {
        pin.differ ? [Sentence(key: Word.pinDiffer.key, text: app.words[.pinDiffer])] : []
    }

    private func keep() async {
        guard let engine = app.engine else { return }
        if await pin.set(of: app.me, by: engine, at: runner) { _ = app.nav.routes.popLast() }
    }

    private func remove() async {
        guard let engine = app.engine else { return }
        let me = app.me
        let done: Void? = await removing.ask(engine) { try $0.removePin(person: me) }
        if done != nil { _ = app.nav.routes.popLast() }
    }
}
