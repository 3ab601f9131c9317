import Accessibility
import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The inspector's mode: a camera that reads codes, and an answer to each.
struct InspectorScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var inspector = InspectorModel()

    var body: some View {
        @Bindable var feedback = app.feedback
        Page(title: .inspectTitle, runner: runner, news: news, isOfPhone: true) {
            if let answer = inspector.answer {
                AnswerView(answer: answer, number: inspector.answers)
            }
            // What is no pass is no answer about anybody; and what went wrong with the receipt of an
            // answer is not said beside the next.
            if let answer = inspector.answer, answer.verdict != .unreadable {
                ReceiptView(inspector: inspector).id(inspector.answers)
            }
            if let open = inspector.challenge { ChallengeView(open: open) }
            Scanner { texts in await look(at: texts) }
            WideButton(.inspectChallenge, runner: runner) { await challenge() }
            TypedCodeLookup(runner: runner) { text in await lookUp(text) }
            ListsView(runner: runner)
            CountsView(inspector: inspector)
            Toggle(app.words[.inspectSignal], isOn: $feedback.areOn)
        }
        .covered()
        .onChange(of: inspector.answers) { _, _ in announce() }
        .sensoryFeedback(trigger: inspector.answers) { _, _ in felt }
        .task { await count() }
    }

    /// What is shown on top, where it is seen.
    private var news: AnyHashable? {
        if inspector.answer != nil { return inspector.answers }
        return inspector.challenge.map(AnyHashable.init)
    }

    private var felt: SensoryFeedback? {
        guard app.feedback.areOn, let answer = inspector.answer else { return nil }
        switch answer.style.tone {
        case .green: return .success
        case .red: return .error
        case .amber, .grey, .accent: return .warning
        }
    }

    private func look(at texts: [String]) async {
        guard let engine = app.engine else { return }
        await inspector.scan(texts, by: engine)
    }

    private func lookUp(_ text: String) async {
        guard let engine = app.engine else { return }
        await inspector.lookUp(text, by: engine, at: runner)
    }

    private func challenge() async {
        guard let engine = app.engine else { return }
        await inspector.challenge(by: engine, at: runner)
    }

    private func count() async {
        guard let engine = app.engine else { return }
        await inspector.count(by: engine)
    }

    private func announce() {
        guard let seen = inspector.answer else { return }
        app.feedback.sound(seen.style.tone)
        AccessibilityNotification.Announcement(seen.text.text + " " + seen.nextText.text).post()
    }
}
