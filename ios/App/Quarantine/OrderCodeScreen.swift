import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Takes an order: the one on a paper by its code, or the one that waits for this number.
struct OrderCodeScreen: View {
    /// Whether it waits, and has no code.
    var waits = false
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var code = ""
    @State private var mark = ""

    var body: some View {
        Page(title: waits ? .orderTitle : .orderCodeTitle, runner: runner) {
            if waits {
                if let sentence = app.model.person?.orderWaits { Text(sentence.text) }
            } else {
                Field(.orderCode, .signs, example: .orderCodeExample, text: $code)
            }
            Field(
                .orderMark, .signs, example: .orderMarkExample, text: $mark, end: .orderCodeSend
            ) { await take() }
            WideButton(.orderCodeSend, leads: true, runner: runner) { await take() }
        }
        .covered()
    }

    private func take() async {
        guard let engine = app.engine else { return }
        let (me, code, mark) = (app.me, waits ? nil : code.given, mark.given)
        let taken = await runner.ask(engine) {
            try await $0.claimOrder(person: me, code: code, mark: mark, cancel: nil)
        }
        guard let why = taken else { return }
        runner.say(why)
        if why == nil { app.nav = NavStack([.patient(.order)]) }
    }
}

/// That an order waits, to whoever has none; and the way back to a quarantine from the passes.
struct PatientCards: View {
    let isOnTop: Bool
    @Environment(AppState.self) private var app

    var body: some View {
        if let waits = app.model.person?.orderWaits {
            RowLink(to: .orderWaits) { Text(waits.text) }
        }
        // Whose quarantine runs comes from it, and goes back.
        if let quarantine = app.model.quarantine, !isOnTop {
            RowLink(to: .patient(.home)) {
                TitledText(
                    title: app.words[.quarantineTitle], text: quarantine.headline.text)
            }
        }
    }
}
