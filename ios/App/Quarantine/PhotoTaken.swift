import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What could be better about the photo, and what becomes of it.
struct PhotoTaken: View {
    let photo: PhotoModel
    let runner: ActionRunner
    @Environment(AppState.self) private var app

    var body: some View {
        VStack(alignment: .leading, spacing: 8) { Sentences(said) }
            .font(.title2)
            .onAppear { Announcing.politely(said.map(\.text).joined(separator: " ")) }
        switch photo.way {
        case .send:
            WideButton(.photoSend, leads: true, runner: runner) { await send() }
            WideButton(.photoAgain, runner: runner) { photo.retake() }
        case .sendAnyway:
            WideButton(.photoAgain, leads: true, runner: runner) { photo.retake() }
            WideButton(.photoAnyway, runner: runner) { await send() }
        case .look, nil:
            WideButton(.photoAgain, leads: true, runner: runner) { photo.retake() }
        }
    }

    private var said: [Sentence] { photo.attempt?.text ?? [] }

    private func send() async {
        guard let engine = app.engine else { return }
        await photo.send(of: app.me, by: engine, at: runner)
    }
}
