import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The proof of a quarantine as one file, to be shown to whomever its person likes. The system's sheet
/// saves it too.
struct EvidenceScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var evidence = EvidenceModel()

    var body: some View {
        Page(title: .evidenceTitle, runner: runner, news: evidence.file) {
            Text(app.words[.evidenceText])
            if let made = evidence.evidence, let file = evidence.file {
                Heading(made.isRedacted ? .evidenceRedacted : .evidenceWhole)
                ShareLink(item: file) { Text(app.words[.evidenceShare]) }
                    .buttonStyle(WideStyle(leads: true))
            }
            WideButton(.evidenceRedacted, leads: evidence.file == nil, runner: runner) {
                await make(.redacted)
            }
            Text(app.words[.evidenceRedactedWhy]).font(.footnote)
            WideButton(.evidenceWhole, runner: runner) { await make(.whole) }
            Text(app.words[.evidenceWholeWhy]).font(.footnote)
        }
        .covered()
        .onDisappear { evidence.remove() }
    }

    private func make(_ scope: EvidenceScope) async {
        guard let engine = app.engine else { return }
        let name = app.words[.evidenceFile]
        await evidence.make(scope, named: name, of: app.me, by: engine, at: runner)
    }
}
