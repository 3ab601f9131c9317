import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A question: how to answer it while its time runs, and what came of it once it is over, also under
/// somebody's eyes.
struct CheckScreen: View {
    let check: String
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    /// What came of it, for whose part is hidden: of that nothing is drawn once it was answered.
    @State private var answered: CheckView?

    var body: some View {
        let asked = app.model.person?.check(check) ?? answered
        Page(title: .checkTitle, runner: runner, news: asked?.outcome) {
            CheckText(check: asked)
            if let asked, asked.isAsked {
                switch asked.kind {
                case .place:
                    WideButton(.quarantineHere, leads: true, runner: runner) { await here() }
                case .photo: RouteLink(.checkPhoto, to: .patient(.photo(check)), leads: true)
                }
                RouteLink(.checkCannot, to: .patient(.cannot(check)))
            } else {
                CheckOver(check: asked)
            }
        }
        .covered()
    }

    private func here() async {
        guard let engine = app.engine else { return }
        let (me, check) = (app.me, check)
        answered = await runner.ask(engine) {
            try $0.answerCheck(person: me, answer: .here, check: check)
        }
    }
}

/// What is asked, or what came of it, said aloud when it is something else.
struct CheckText: View {
    let check: CheckView?
    @Environment(AppState.self) private var app

    var body: some View {
        let said = check?.text.text ?? app.words[.checkGone]
        Text(said)
            .font(.largeTitle)
            .onChange(of: check?.outcome) { _, _ in Announcing.politely(said) }
    }
}

/// What is left to do about a question whose time is over.
struct CheckOver: View {
    let check: CheckView?
    @Environment(AppState.self) private var app

    var body: some View {
        WideButton(.quarantineHome, leads: true) { app.nav = NavStack() }
        // Nothing went by that one could object to.
        if let check, check.outcome == .unanswered {
            RouteLink(.checkCannot, to: .patient(.cannot(check.id)))
            RouteLink(.disputeTitle, to: .patient(.dispute(check.id)))
        }
    }
}
