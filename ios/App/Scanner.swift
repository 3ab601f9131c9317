import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The camera, if the person lets it read; every code that it sees goes to `read`.
struct Scanner: View {
    let read: @MainActor (String) async -> Void
    @Environment(Shell.self) private var shell
    @State private var reader = CodeReader()
    @State private var answers = true

    var body: some View {
        if shell.facts.camera {
            CameraView(session: reader.session)
                .frame(height: 280)
                .accessibilityLabel(shell.words[.inspectPoint])
                .task { await scan() }
                .onDisappear { reader.stop() }
            Text(shell.words[answers ? .inspectPoint : .inspectCameraFailed])
        } else {
            Text(shell.words[.inspectCameraWhy])
            WideButton(.inspectCamera) { await shell.facts.askCamera() }
        }
    }

    private func scan() async {
        let sight = await reader.start()
        async let listening: Void = listen(to: sight)
        for await text in sight.texts { await read(text) }
        await listening
    }

    private func listen(to sight: CodeReader.Sight) async {
        for await now in sight.answers { answers = now }
    }
}
