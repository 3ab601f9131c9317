import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// One request, to the byte while the core still has the bytes.
struct SentRequestScreen: View {
    let number: UInt64
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var entry: SentEntry?
    @State private var raw: SentRaw?

    var body: some View {
        Page(title: .requestTitle, runner: runner, isOfPhone: true) {
            if let entry {
                SentSummary(entry: entry)
                Text(app.words(.requestTo, entry.to + entry.route))
                Text(app.words(.requestBytes, "\(entry.bytes)"))
                Text(app.words(.requestDigest, entry.sha256))
            }
            if let raw {
                Heading(.requestRaw)
                Text(verbatim: raw.head + String(decoding: raw.body, as: UTF8.self))
                    .font(.system(.body, design: .monospaced))
            }
        }
        .task { await look() }
    }

    private func look() async {
        guard let engine = app.engine else { return }
        let number = number
        entry = await runner.ask(engine) { try $0.sent(from: number, most: 1) }?.first {
            $0.n == number
        }
        raw = await runner.ask(engine) { try $0.sentRaw(n: number) }
    }
}
