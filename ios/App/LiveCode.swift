import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A code that is drawn anew as often as the core says, and answers an inspector's number.
struct LiveCode: View {
    typealias Frame = @Sendable (any ClientProtocol, _ challenge: String?) throws -> Shown

    let desk: Desk
    /// Another number begins anew.
    var attempt = 0
    /// The newest frame; nothing before the first.
    @Binding var shown: Shown?
    let frame: Frame
    @Environment(Shell.self) private var shell
    @State private var check = Desk()
    @State private var answer: Shown?

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            if let drawn = answer ?? shown {
                ShownView(shown: drawn)
                NumberCheck(desk: check, answered: answer != nil) { digits in
                    await answer(digits)
                } end: {
                    answer = nil
                }
            }
        }
        .bright()
        .task(id: attempt) { await live() }
    }

    private func live() async {
        guard let engine = shell.engine else { return }
        let frame = frame
        while !Task.isCancelled {
            let next = await desk.ask(engine) { try frame($0, nil) }
            guard let next, let pauseMs = next.nextFrameInMs else { return }
            shown = next
            try? await Task.sleep(for: .milliseconds(pauseMs))
        }
    }

    private func answer(_ digits: String) async {
        guard let engine = shell.engine else { return }
        let frame = frame
        answer = await check.ask(engine) { try frame($0, digits) }
    }
}
