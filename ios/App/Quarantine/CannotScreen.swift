import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Why a question cannot be answered: one tap on a reason is the answer.
struct CannotScreen: View {
    let check: String
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var words = ""

    var body: some View {
        Page(title: .cannotTitle, runner: runner) {
            Text(app.words[.cannotText])
            ForEach(CannotReason.shown, id: \.self) { reason in
                WideButton(reason.word, runner: runner) { await say(reason) }
            }
            Field(.cannotWords, .words, example: .cannotWordsWhy, text: $words)
        }
        .covered()
    }

    private func say(_ reason: CannotReason) async {
        guard let engine = app.engine else { return }
        let (me, check) = (app.me, check)
        let answer = CheckAnswer.cannot(reason: reason, text: words.given)
        let said = await runner.ask(engine) {
            try $0.answerCheck(person: me, answer: answer, check: check)
        }
        if said != nil { _ = app.nav.routes.popLast() }
    }
}
