import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// How old the lists are, and new ones.
struct ListsView: View {
    let runner: ActionRunner
    @Environment(AppState.self) private var app

    var body: some View {
        if let snapshot = app.model.snapshot {
            Text(app.words[snapshot.lists.age.word])
            Warnings(snapshot.warnings)
        }
        WideButton(.inspectRefresh, runner: runner) { await refresh() }
    }

    private func refresh() async {
        guard let engine = app.engine else { return }
        await runner.ask(engine) { try await $0.inspector().refresh(cancel: nil) }
    }
}
