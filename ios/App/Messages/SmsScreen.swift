import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The regions whose passes are asked for by text message; the one that was chosen, or that there is.
struct SmsScreen: View {
    /// By the id of its table.
    var region: String?
    @Environment(AppState.self) private var app
    @Environment(\.scenePhase) private var phase
    @State private var runner = ActionRunner()
    @State private var regions = SmsRegionsModel()

    var body: some View {
        let shown = regions.chosen(region)
        Page(title: .smsTitle, name: shown?.title.text, runner: runner) {
            if let shown {
                SmsRegion(region: shown)
            } else if let all = regions.regions {
                if region != nil || all.isEmpty { Text(app.words[.smsGone]) }
                ForEach(all, id: \.region) { one in
                    RowLink(to: .smsRegion(one.region)) { Text(one.title.text) }
                }
            }
        }
        .covered()
        .task(id: phase == .active ? app.model.snapshot?.revision : nil) { await read() }
    }

    private func read() async {
        guard let engine = app.engine else { return }
        // Time alone ends hours, and brings other ways where nobody has answered; for who looks.
        while phase == .active, !Task.isCancelled {
            await regions.read(of: app.me, by: engine, at: runner)
            try? await Task.sleep(for: .seconds(60))
        }
    }
}
