import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The end of everything of this person, at once and without a network. Asked twice: nothing of it
/// comes back.
struct EraseScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var asks = false

    var body: some View {
        Page(title: .eraseTitle, runner: runner) {
            Text(app.words[.eraseText])
            if app.model.person?.quarantine != nil { Text(app.words[.eraseOrder]) }
            WideButton(.eraseKeep) { _ = app.nav.routes.popLast() }
            WideButton(.eraseTitle, leads: true, tone: .red, runner: runner) { asks = true }
        }
        .alert(app.words[.eraseAsk], isPresented: $asks) {
            Button(app.words[.eraseNow], role: .destructive) { Task { await erase() } }
            Button(app.words[.eraseKeep], role: .cancel) {}
        }
    }

    private func erase() async {
        guard let engine = app.engine else { return }
        let me = app.me
        let done: Void? = await runner.ask(engine) { try $0.erase(person: me) }
        if done != nil { (app.form, app.nav) = (Form(), NavStack()) }
    }
}
