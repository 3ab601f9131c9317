import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Everything that this phone has written down, newest first; each entry may be objected to.
struct JournalScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var journal = JournalModel()

    var body: some View {
        Page(title: .journalTitle, runner: runner) {
            Text(app.words[journal.isEmpty ? .journalNone : .journalText])
            ForEach(journal.entries, id: \.n) { entry in
                RowLink(to: .patient(.dispute("\(entry.n)"))) { JournalRow(entry: entry) }
            }
            if journal.hasMore { WideButton(.journalOlder, runner: runner) { await readMore() } }
        }
        .covered()
        .task(id: app.model.quarantine?.entries) { await read() }
    }

    private func read() async {
        guard let engine = app.engine else { return }
        await journal.read(of: app.me, by: engine, at: runner)
    }

    private func readMore() async {
        guard let engine = app.engine else { return }
        await journal.readMore(of: app.me, by: engine, at: runner)
    }
}

/// One entry: what happened, and when.
struct JournalRow: View {
    let entry: JournalEntryView
    @Environment(AppState.self) private var app

    var body: some View {
        let zone = app.model.quarantine?.order.zone
        VStack(alignment: .leading, spacing: 4) {
            if let ms = entry.earliestMs {
                Text(app.words.moment(ms: ms, zone: zone)).font(.footnote)
            }
            Text(entry.text.text)
        }
        .accessibilityElement(children: .combine)
    }
}
