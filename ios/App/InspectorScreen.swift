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
        @Bindable var signals = shell.signals
        Page(title: .inspectTitle, desk: desk, news: news) {
            if let answer = bench.answer {
                AnswerView(answer: answer, number: bench.answers)
            }
            // What is no pass is no answer about anybody; and what went wrong with the receipt of an
            // answer is not said beside the next.
            if let answer = bench.answer, answer.verdict != .unreadable {
                ReceiptView(bench: bench).id(bench.answers)
            }
            if let open = bench.challenge { ChallengeView(open: open) }
            Scanner { texts in await look(at: texts) }
            WideButton(.inspectChallenge, desk: desk) { await challenge() }
            TypedLook(desk: desk) { text in await lookUp(text) }
            ListsView(desk: desk)
            CountsView(bench: bench)
            Toggle(shell.words[.inspectSignal], isOn: $signals.areOn)
        }
        .covered()
        .onChange(of: bench.answers) { _, _ in announce() }
        .sensoryFeedback(trigger: bench.answers) { _, _ in felt }
        .task { await count() }
    }

    /// What is shown on top, where it is seen.
    private var news: AnyHashable? {
        if bench.answer != nil { return bench.answers }
        return bench.challenge.map(AnyHashable.init)
    }

    private var felt: SensoryFeedback? {
        guard shell.signals.areOn, let answer = bench.answer else { return nil }
        switch answer.look.tone {
        case .green: return .success
        case .red: return .error
        case .amber, .grey, .accent: return .warning
        }
    }

    private func look(at texts: [String]) async {
        guard let engine = shell.engine else { return }
        await bench.scan(texts, by: engine)
    }

    private func lookUp(_ text: String) async {
        guard let engine = shell.engine else { return }
        await bench.lookUp(text, by: engine, at: desk)
    }

    private func challenge() async {
        guard let engine = shell.engine else { return }
        await bench.challenge(by: engine, at: desk)
    }

    private func count() async {
        guard let engine = shell.engine else { return }
        await bench.count(by: engine)
    }

    private func announce() {
        guard let seen = bench.answer else { return }
        shell.signals.sound(seen.look.tone)
        AccessibilityNotification.Announcement(seen.text.text + " " + seen.nextText.text).post()
    }
}
