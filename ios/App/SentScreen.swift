import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Every request that has left this phone, newest first.
struct SentScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var sent: [SentEntry]?

    var body: some View {
        Page(title: .sentTitle, runner: runner, isOfPhone: true) {
            Text(app.words[app.model.isResident ? .consentNever : .sentPatient])
            Text(app.words[sent?.isEmpty == true ? .sentNone : .sentText])
            ForEach((sent ?? []).reversed(), id: \.n) { entry in
                RowLink(to: .sentRequest(entry.n)) { SentSummary(entry: entry) }
            }
        }
        .task(id: app.model.snapshot?.revision) { await look() }
    }

    private func look() async {
        guard let engine = app.engine else { return }
        sent = await runner.ask(engine) { try $0.sent(from: nil, most: 100) } ?? sent
    }
}

/// What a request says, and when it was about to leave.
struct SentSummary: View {
    let entry: SentEntry
    @Environment(AppState.self) private var app

    var body: some View {
        TitledText(
            title: entry.words.first?.text ?? "",
            text: (entry.words.dropFirst().map(\.text) + [entry.at.text])
                .joined(separator: "\n"))
    }
}
