import Accessibility
import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The inspector's mode: a camera that reads codes, and an answer to each.
struct InspectorScreen: View {
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()
    @State private var scanning = Desk()
    @State private var answer: Inspected?
    @State private var answers = 0
    @State private var counts: [Count] = []

    var body: some View {
        Page(title: .inspectTitle, desk: desk) {
            Scanner { text in await look(text) }
            if let answer { AnswerView(answer: answer) }
            TypedLook { text in await lookUp(text) }
            ChallengeView()
            // The receipt of an answer is not shown beside the next.
            if answer != nil { ReceiptView().id(answers) }
            ListsView(desk: desk)
            CountsView(counts: $counts)
        }
        .task { await count() }
    }

    /// A picture more. Those that come while one is looked at are not looked at: there are many.
    private func look(_ text: String) async {
        guard let engine = shell.engine else { return }
        let seen = await scanning.ask(engine) { try $0.inspector().next(text: text) }
        if let seen, let seen { await take(seen) }
    }

    private func lookUp(_ text: String) async {
        guard let engine = shell.engine else { return }
        let seen = await desk.ask(engine) {
            try await $0.inspector().lookUp(text: text, cancel: nil)
        }
        if let seen { await take(seen) }
    }

    private func take(_ seen: Inspected) async {
        (answer, answers) = (seen, answers + 1)
        AccessibilityNotification.Announcement(seen.text.text + " " + seen.nextText.text).post()
        await count()
    }

    private func count() async {
        guard let engine = shell.engine else { return }
        counts = (try? await engine.ask { try $0.inspector().counts() }) ?? counts
    }
}
