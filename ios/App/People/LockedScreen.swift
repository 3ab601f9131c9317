import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// In place of the first screen of somebody whose part a PIN hides: the PIN, and all that is done without it.
struct LockedScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var noted: String?

    var body: some View {
        let person = app.model.person
        Page(title: .pinTitle, name: person?.name(in: app.words), runner: runner, news: noted) {
            if let pin = person?.pin {
                Text(pin.text.text)
                if let noted { Noted(text: noted) }
                PinTyping(leads: pin.asked == nil)
                // Asked again it goes no earlier.
                if pin.goesAtMs == nil { ForgottenPin(runner: runner) }
                WithoutPin(pin: pin, runner: runner, noted: $noted)
            }
        }
        .covered()
    }
}

/// The PIN, typed.
private struct PinTyping: View {
    let leads: Bool
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var pin = PinModel()

    var body: some View {
        PinField(
            .pinField, text: $pin.typed, findings: runner.trouble.said, end: .pinOpen
        ) { await open() }
        WideButton(.pinOpen, leads: leads, runner: runner) { await open() }
    }

    private func open() async {
        guard let engine = app.engine else { return }
        await pin.open(of: app.me, by: engine, at: runner)
    }
}

/// The way of whoever does not know it any more. Asked once more: everybody here will see it.
private struct ForgottenPin: View {
    let runner: ActionRunner
    @Environment(AppState.self) private var app
    @State private var asks = false

    var body: some View {
        WideButton(.pinForgot, runner: runner) { asks = true }
            .alert(app.words[.pinForgot], isPresented: $asks) {
                Button(app.words[.pinForgotConfirm], role: .destructive) {
                    Task { await forget() }
                }
                Button(app.words[.pinForgotKeep], role: .cancel) {}
            } message: {
                Text(app.words[.pinForgotText])
            }
    }

    private func forget() async {
        guard let engine = app.engine else { return }
        let me = app.me
        await runner.ask(engine) { try $0.forgetPin(person: me) }
    }
}

/// What a PIN keeps nobody from.
private struct WithoutPin: View {
    let pin: PinView
    let runner: ActionRunner
    /// What the app has understood.
    @Binding var noted: String?

    var body: some View {
        Heading(.pinWithout)
        RouteLink(.emergency, to: .emergency, tone: .red)
        if let asked = pin.asked { AskedCheck(check: asked) }
        if pin.mayDeclare {
            HospitalButton(runner: runner, noted: $noted)
            RouteLink(.quarantineLeave, to: .patient(.safety))
        }
        HelpNumbers(numbers: pin.help)
    }
}
