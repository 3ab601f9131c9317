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
            if let quarantine = app.model.quarantine {
                KeptPhotos(quarantine: quarantine, runner: runner)
            }
        }
        .covered()
        .onDisappear { evidence.remove() }
    }

    private func make(_ scope: EvidenceScope) async {
        guard let engine = app.engine else { return }
        let name = app.words[.evidenceFile]
        let photos = app.model.quarantine?.keepsPhotos ?? false
        await evidence.make(
            scope, photos: photos, named: name, of: app.me, by: engine, at: runner)
    }
}

/// Whether sealed copies of photos stay on the phone. What is kept is in the file.
private struct KeptPhotos: View {
    @Environment(AppState.self) private var app
    let quarantine: QuarantineView
    let runner: ActionRunner

    var body: some View {
        if quarantine.order.photo || quarantine.keepsPhotos {
            Toggle(app.words[.evidencePhotos], isOn: keeps)
            Text(app.words[.evidencePhotosWhy]).font(.footnote)
        }
    }

    private var keeps: Binding<Bool> {
        let isOn = quarantine.keepsPhotos
        return Binding(get: { isOn }, set: { @MainActor keeps in Task { await keep(keeps) } })
    }

    private func keep(_ keeps: Bool) async {
        guard let engine = app.engine else { return }
        let me = app.me
        await runner.ask(engine) { try $0.keepPhotos(person: me, keeps: keeps) }
    }
}
