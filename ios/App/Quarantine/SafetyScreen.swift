import DoorstepModel
import DoorstepPhone
import SwiftUI

/// For who has to leave. Nothing here says why, to whoever reads over a shoulder.
struct SafetyScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()

    var body: some View {
        Page(title: .quarantineLeave, runner: runner) {
            Text(app.words[.safetyText])
            WideButton(.declareSend, leads: true, runner: runner) { await leave() }
        }
        .covered()
    }

    private func leave() async {
        guard let engine = app.engine else { return }
        let me = app.me
        let said = await runner.ask(engine) { try $0.declare(person: me, declaring: .safety) }
        if said != nil { app.nav = NavStack() }
    }
}
