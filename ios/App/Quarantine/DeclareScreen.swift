import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What takes a word more than a tap: leave that was given by telephone, and a phone that fails.
struct DeclareScreen: View {
    let declaration: Declaration
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var minutes = ""
    @State private var words = ""

    var body: some View {
        Page(title: declaration.title, runner: runner) {
            switch declaration {
            case .permission:
                Text(app.words[.declarePermission])
                Field(.declareMinutes, .digits, text: $minutes)
                Field(
                    .declareWords, .words, example: .cannotWordsWhy, text: $words,
                    end: .declareSend
                ) { await send() }
            case .fault:
                Text(app.words[.declareFault])
                Field(.declareFaultWords, .words, text: $words, end: .declareSend) {
                    await send()
                }
            }
            WideButton(.declareSend, leads: true, runner: runner) { await send() }
                .disabled(declaration.said(minutes: minutes, words: words) == nil)
        }
        .covered()
    }

    private func send() async {
        guard let engine = app.engine,
            let declaring = declaration.said(minutes: minutes, words: words)
        else { return }
        let me = app.me
        let said = await runner.ask(engine) { try $0.declare(person: me, declaring: declaring) }
        if said != nil { app.nav = NavStack() }
    }
}
