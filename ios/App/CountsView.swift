import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// How often each result was answered since the group began.
struct CountsView: View {
    let inspector: InspectorModel
    @Environment(AppState.self) private var app

    var body: some View {
        if inspector.counts.contains(where: { $0.n > 0 }) {
            Heading(.inspectCounts)
            ForEach(inspector.counts, id: \.verdict) { count in
                Label(line(of: count), systemImage: count.verdict.style.symbol)
            }
            WideButton(.inspectAgain) { await begin() }
        }
    }

    private func line(of count: Count) -> String { "\(count.text.text): \(count.n)" }

    private func begin() async {
        guard let engine = app.engine else { return }
        await inspector.beginGroup(by: engine)
    }
}
