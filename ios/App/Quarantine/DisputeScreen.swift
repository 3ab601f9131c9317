import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Objecting to a notice, a question or an entry of the journal, in one's own words.
struct DisputeScreen: View {
    let reference: String
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var text = ""

    var body: some View {
        Page(title: .disputeTitle, runner: runner) {
            Text(app.words[.disputeText])
            Field(.disputeWords, .words, text: $text, end: .disputeSend) { await send() }
            WideButton(.disputeSend, leads: true, runner: runner) { await send() }
        }
        .covered()
    }

    private func send() async {
        guard let engine = app.engine else { return }
        let (me, reference, text) = (app.me, reference, text)
        let said: Void? = await runner.ask(engine) {
            try $0.dispute(person: me, reference: reference, text: text)
        }
        if said != nil { _ = app.nav.routes.popLast() }
    }
}
