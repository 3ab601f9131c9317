import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Takes this phone as a lent one, by the code on its form.
struct LoanTakeScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var taking: LoanTaking
    @State private var scans = false

    /// - Parameter invitation: The text of the code, where whoever manages the phone has written it.
    init(invitation: String?) {
        _taking = State(wrappedValue: LoanTaking(invitation: invitation))
    }

    var body: some View {
        Page(title: .loanTakeTitle, runner: runner) {
            if app.model.home == .loanAsked {
                RegistrationText()
                WideButton(.retry, runner: runner) { await send() }
            }
            Text(app.words[.loanTakeText])
            if let number = app.managedLoan.number {
                Text(app.words(.loanManaged, number)).font(.headline)
            }
            if scans {
                Scanner(hint: .loanPoint, why: .loanCameraWhy) { texts in await scanned(texts) }
                WideButton(.loanType) { scans = false }
            } else {
                WideButton(.loanScan, leads: true) { scans = true }
                LoanTyping(taking: taking, runner: runner) { await take() }
            }
            RouteLink(.settingsHelp, to: .help)
        }
        .covered()
    }

    private func scanned(_ texts: [String]) async {
        guard let engine = app.engine else { return }
        if await taking.scanned(texts, by: engine, at: runner) { app.nav = NavStack() }
    }

    private func send() async {
        guard let engine = app.engine else { return }
        await runner.sync(engine)
    }

    private func take() async {
        guard let engine = app.engine else { return }
        if await taking.take(by: engine, at: runner) { app.nav = NavStack() }
    }
}

/// The text of the code, pasted or typed.
private struct LoanTyping: View {
    let taking: LoanTaking
    let runner: ActionRunner
    let take: @MainActor () async -> Void

    var body: some View {
        @Bindable var taking = taking
        PasteButton(payloadType: String.self) { pasted in
            taking.typed = pasted.first ?? taking.typed
        }
        .tint(Palette.underWhite)
        Field(
            .loanCode, .signs, example: .loanCodeWhich, text: $taking.typed, end: .loanTake,
            done: take)
        WideButton(.loanTake, runner: runner, action: take)
            .disabled(taking.typed.given == nil)
    }
}
