import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A code that is drawn anew as often as the core says, and answers an inspector's number.
struct LiveCode: View {
    let frames: Frames
    let draw: Frames.Draw
    @Environment(AppState.self) private var app
    @State private var check = ActionRunner()

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            if let drawn = frames.answer ?? frames.shown {
                ShownView(shown: drawn)
                NumberCheck(runner: check, answered: frames.answer != nil) { number in
                    await answer(number)
                } end: {
                    frames.endAnswer()
                }
            }
            if frames.shown == nil { WideButton(.retry) { frames.again() } }
        }
        .fullBrightness()
        .task(id: frames.attempt) { await live() }
    }

    private func live() async {
        guard let engine = app.engine else { return }
        await frames.run(engine, draw)
    }

    private func answer(_ number: String) async {
        guard let engine = app.engine else { return }
        await frames.answer(number, by: engine, at: check, draw)
    }
}
