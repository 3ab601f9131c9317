import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The camera, if the person lets it read; the codes that it sees at once go to `read`.
struct Scanner: View {
    var hint = Word.inspectPoint
    var why = Word.inspectCameraWhy
    let read: @MainActor ([String]) async -> Void
    @Environment(Shell.self) private var shell
    @State private var reader = CodeReader()
    @State private var answers = true
    @State private var isLit = false

    var body: some View {
        if shell.facts.camera {
            CameraView(session: reader.session)
                .frame(height: 280)
                .accessibilityLabel(shell.words[hint])
                .task { await scan() }
                .onDisappear { reader.stop() }
                .awake()
            Text(shell.words[answers ? hint : .inspectCameraFailed])
            if CodeReader.hasTorch {
                Toggle(shell.words[.inspectLight], isOn: $isLit)
                    .onChange(of: isLit) { _, isLit in reader.light(isLit) }
            }
        } else {
            Text(shell.words[why])
            WideButton(.inspectCamera, leads: true) { await shell.facts.askCamera() }
        }
    }

    private func scan() async {
        let sight = await reader.start()
        async let listening: Void = listen(to: sight)
        for await texts in sight.texts { await read(texts) }
        await listening
    }

    private func listen(to sight: CodeReader.Sight) async {
        for await now in sight.answers { answers = now }
    }
}
