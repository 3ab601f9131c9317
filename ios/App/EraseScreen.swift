import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The end of everything of this person, at once and without a network.
struct EraseScreen: View {
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()

    var body: some View {
        Page(title: .eraseTitle, desk: desk) {
            Text(shell.words[.eraseText])
            WideButton(.eraseNow, tone: .red, desk: desk) { await erase() }
        }
    }

    private func erase() async {
        guard let engine = shell.engine else { return }
        let me = shell.me
        let done: Void? = await desk.ask(engine) { try $0.erase(person: me) }
        if done != nil { shell.trail = Trail() }
    }
}
