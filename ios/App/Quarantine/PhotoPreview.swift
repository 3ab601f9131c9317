import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What the front camera sees, and what could be better about it.
struct PhotoPreview: View {
    let photo: PhotoModel
    let runner: ActionRunner
    @Environment(AppState.self) private var app
    @State private var camera = PhoneFrontCamera()

    var body: some View {
        CameraView(session: camera.session)
            .frame(height: 360)
            .accessibilityLabel(app.words[.photoTitle])
            .task { await watch() }
            .onDisappear { camera.stop() }
            .keepScreenOn()
        VStack(alignment: .leading, spacing: 8) {
            if !photo.answers { Text(app.words[.photoCameraFailed]) }
            if photo.hints.isEmpty { Text(app.words[.photoLook]) }
            Sentences(photo.hints)
        }
        .font(.title2)
        .accessibilityAddTraits(.updatesFrequently)
        .onChange(of: photo.spoken) { _, said in
            if let said { Announcing.politely(said.text) }
        }
        WideButton(.photoTake, leads: true, runner: runner) { await take() }
    }

    private func watch() async {
        guard let engine = app.engine else { return }
        await photo.watch(camera, by: engine)
    }

    private func take() async {
        guard let engine = app.engine else { return }
        await photo.take(with: camera, of: app.me, by: engine, at: runner)
    }
}
