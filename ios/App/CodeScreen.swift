import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The code of the text message.
struct CodeScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var code = ""

    var body: some View {
        Page(title: .codeTitle, runner: runner) {
            RegistrationText()
            Field(.codeCode, .messageCode, text: $code, end: .codeConfirm) { await confirm() }
            WideButton(.codeConfirm, leads: true, runner: runner) { await confirm() }
            WideButton(.codeAgain, runner: runner) { await again() }
            RouteLink(.codeOther, to: .phone)
        }
        .covered()
    }

    private func again() async {
        guard let engine = app.engine else { return }
        let me = app.me
        runner.say(await runner.ask(engine) { try await $0.resend(person: me, cancel: nil) }?.why)
    }

    private func confirm() async {
        guard let engine = app.engine else { return }
        let (me, typed) = (app.me, code)
        let answer = await runner.ask(engine) {
            try await $0.confirm(person: me, code: typed, cancel: nil)
        }
        runner.say(answer?.why)
        if answer == .registered { app.form = Form() }
    }
}
