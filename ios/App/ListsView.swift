import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// How old the lists are, and new ones.
struct ListsView: View {
    let desk: Desk
    @Environment(Shell.self) private var shell

    var body: some View {
        if let snapshot = shell.model.snapshot {
            Text(shell.words[snapshot.lists.age.word])
            Warnings(snapshot.warnings)
        }
        WideButton(.inspectRefresh, desk: desk) { await refresh() }
    }

    private func refresh() async {
        guard let engine = shell.engine else { return }
        await desk.ask(engine) { try await $0.inspector().refresh(cancel: nil) }
    }
}
