import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The end of everything of this person, at once and without a network. Asked twice: nothing of it
/// comes back.
struct EraseScreen: View {
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()
    @State private var asks = false

    var body: some View {
        Page(title: .eraseTitle, desk: desk) {
            Text(shell.words[.eraseText])
            WideButton(.eraseKeep) { _ = shell.trail.routes.popLast() }
            WideButton(.eraseTitle, leads: true, tone: .red, desk: desk) { asks = true }
        }
        .alert(shell.words[.eraseAsk], isPresented: $asks) {
            Button(shell.words[.eraseNow], role: .destructive) { Task { await erase() } }
            Button(shell.words[.eraseKeep], role: .cancel) {}
        }
    }

    private func erase() async {
        guard let engine = shell.engine else { return }
        let me = shell.me
        let done: Void? = await desk.ask(engine) { try $0.erase(person: me) }
        if done != nil { (shell.form, shell.trail) = (Form(), Trail()) }
    }
}
