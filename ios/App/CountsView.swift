import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// How often each result was answered since the group began.
struct CountsView: View {
    let bench: Bench
    @Environment(Shell.self) private var shell

    var body: some View {
        if bench.counts.contains(where: { $0.n > 0 }) {
            Heading(.inspectCounts)
            ForEach(bench.counts, id: \.verdict) { count in
                Label(line(of: count), systemImage: count.verdict.look.symbol)
            }
            WideButton(.inspectAgain) { await begin() }
        }
    }

    private func line(of count: Count) -> String { "\(count.text.text): \(count.n)" }

    private func begin() async {
        guard let engine = shell.engine else { return }
        await bench.beginGroup(by: engine)
    }
}
