import Accessibility
import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The inspector's mode: a camera that reads codes, and an answer to each.
struct InspectorScreen: View {
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()
    @State private var bench = Bench()

    var body: some View {
        Page(title: .inspectTitle, desk: desk) {
            Scanner { text in await look(text) }
            if let answer = bench.answer { AnswerView(answer: answer) }
            TypedLook { text in await lookUp(text) }
            ChallengeView(bench: bench)
            // What went wrong with the receipt of an answer is not said beside the next.
            if bench.answer != nil { ReceiptView(bench: bench).id(bench.answers) }
            ListsView(desk: desk)
            CountsView(bench: bench)
        }
        .covered()
        .onChange(of: bench.answers) { _, _ in announce() }
        .task { await count() }
    }

    private func look(_ text: String) async {
        guard let engine = shell.engine else { return }
        await bench.scan(text, by: engine)
    }

    private func lookUp(_ text: String) async {
        guard let engine = shell.engine else { return }
        await bench.lookUp(text, by: engine, at: desk)
    }

    private func count() async {
        guard let engine = shell.engine else { return }
        await bench.count(by: engine)
    }

    private func announce() {
        guard let seen = bench.answer else { return }
        AccessibilityNotification.Announcement(seen.text.text + " " + seen.nextText.text).post()
    }
}
