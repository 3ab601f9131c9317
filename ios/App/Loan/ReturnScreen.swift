import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The end of a loan: what becomes of everything on the phone, asked twice. Whatever ends it on the way, it goes
/// on from here.
struct ReturnScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var asks = false

    var body: some View {
        Page(title: .loanReturn, runner: runner) {
            Text(app.words[.loanReturnSent])
            Text(app.words[.loanReturnGone])
            Text(app.words[.loanReturnCode])
            if app.model.quarantine != nil {
                TitledText(title: app.words[.evidenceTitle], text: app.words[.loanEvidence])
                RouteLink(.evidenceTitle, to: .patient(.evidence))
            }
            if let loan = app.model.loan { LoanGivenBack(loan: loan) }
            WideButton(.loanNotYet) { _ = app.nav.routes.popLast() }
            WideButton(.loanReturn, leads: true, tone: .red, runner: runner) { asks = true }
            if let loan = app.model.loan { LoanHelp(loan: loan) }
        }
        .covered()
        .alert(app.words[.loanReturnAsk], isPresented: $asks) {
            Button(app.words[.loanReturnNow], role: .destructive) { Task { await giveBack() } }
            Button(app.words[.loanNotYet], role: .cancel) {}
        }
    }

    private func giveBack() async {
        guard let engine = app.engine else { return }
        let done = await runner.ask(engine) { try await $0.returnLoan(cancel: nil) }
        guard done != nil else { return }
        EvidenceModel().remove()
        (app.form, app.nav) = (Form(), NavStack())
    }
}
