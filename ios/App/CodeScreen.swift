import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The code of the text message.
struct CodeScreen: View {
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()
    @State private var code = ""

    var body: some View {
        Page(title: .codeTitle, desk: desk) {
            RegistrationText()
            Field(.codeCode, .messageCode, text: $code, end: .codeConfirm) { await confirm() }
            WideButton(.codeConfirm, leads: true, desk: desk) { await confirm() }
            WideButton(.codeAgain, desk: desk) { await again() }
            RouteLink(.codeOther, to: .phone)
        }
        .covered()
    }

    private func again() async {
        guard let engine = shell.engine else { return }
        let me = shell.me
        desk.say(await desk.ask(engine) { try await $0.resend(person: me, cancel: nil) }?.why)
    }

    private func confirm() async {
        guard let engine = shell.engine else { return }
        let (me, typed) = (shell.me, code)
        let answer = await desk.ask(engine) {
            try await $0.confirm(person: me, code: typed, cancel: nil)
        }
        desk.say(answer?.why)
        if answer == .registered { shell.form = Form() }
    }
}
