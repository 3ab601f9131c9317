import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A code that is drawn anew as often as the core says, and answers an inspector's number.
struct LiveCode: View {
    let frames: Frames
    let draw: Frames.Draw
    @Environment(Shell.self) private var shell
    @State private var check = Desk()
    @State private var answer: Shown?

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            if let drawn = answer ?? frames.shown {
                ShownView(shown: drawn)
                NumberCheck(desk: check, answered: answer != nil) { digits in
                    await answer(digits)
                } end: {
                    answer = nil
                }
            }
            if frames.shown == nil { WideButton(.retry, desk: frames.desk) { frames.again() } }
        }
        .bright()
        .task(id: frames.attempt) { await live() }
    }

    private func live() async {
        guard let engine = shell.engine else { return }
        await frames.run(engine, draw)
    }

    private func answer(_ digits: String) async {
        guard let engine = shell.engine else { return }
        let draw = draw
        answer = await check.ask(engine) { try draw($0, digits) }
    }
}
