import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The camera, if the person lets it read; the codes that it sees at once go to `read`.
struct Scanner: View {
    var hint = Word.inspectPoint
    var why = Word.inspectCameraWhy
    let read: @MainActor ([String]) async -> Void
    @Environment(AppState.self) private var app
    @State private var reader = CodeReader()
    @State private var answers = true
    @State private var isLit = false

    var body: some View {
        if app.facts.camera {
            CameraView(session: reader.session)
                .frame(height: 280)
                .accessibilityLabel(app.words[hint])
                .task { await scan() }
                .onDisappear { reader.stop() }
                .keepScreenOn()
            Text(app.words[answers ? hint : .inspectCameraFailed])
            if CodeReader.hasTorch {
                Toggle(app.words[.inspectLight], isOn: $isLit)
                    .onChange(of: isLit) { _, isLit in reader.light(isLit) }
            }
        } else {
            Text(app.words[why])
            WideButton(.inspectCamera, leads: true) { await app.facts.askCamera() }
        }
    }

    private func scan() async {
        let scan = await reader.start()
        async let listening: Void = listen(to: scan)
        for await texts in scan.texts { await read(texts) }
        await listening
    }

    private func listen(to scan: CodeReader.Scan) async {
        for await now in scan.answers { answers = now }
    }
}
