import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The one who is shown, taken off this phone with everything that it keeps of them. Asked twice: nothing of it
/// comes back.
struct RemovePersonScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var asks = false

    var body: some View {
        Page(title: .peopleRemove, runner: runner) {
            Text(app.words[.peopleRemoveText])
            WideButton(.peopleKeep) { _ = app.nav.routes.popLast() }
            WideButton(.peopleRemove, leads: true, tone: .red, runner: runner) { asks = true }
        }
        .covered()
        .alert(app.words[.peopleRemove], isPresented: $asks) {
            Button(app.words[.peopleRemoveNow], role: .destructive) { Task { await remove() } }
            Button(app.words[.peopleKeep], role: .cancel) {}
        }
    }

    private func remove() async {
        guard let engine = app.engine else { return }
        let (me, another) = (app.me, app.model.another?.person)
        let done: Void? = await runner.ask(engine) { try $0.removePerson(person: me) }
        if done != nil, let another { app.choose(another) }
    }
}
