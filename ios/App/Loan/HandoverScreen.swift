import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A lent phone before it is in its user's hands: what is signed of it, and what only its user can allow.
struct HandoverScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var handover: HandoverModel

    init(battery: @escaping HandoverModel.ReadBattery) {
        _handover = State(wrappedValue: HandoverModel(battery: battery))
    }

    var body: some View {
        @Bindable var handover = handover
        Page(title: .loanHandoverTitle, runner: runner) {
            if let loan = app.model.loan {
                LoanNumber(loan: loan)
                Text(app.words[.loanHandoverText])
                LoanGivenBack(loan: loan)
                if let percent = handover.percent {
                    Text(app.words(.loanBattery, "\(percent)"))
                }
                Heading(.loanParts)
                Toggle(app.words[.loanCharger], isOn: $handover.withCharger)
                Toggle(app.words[.loanCase], isOn: $handover.withCase)
                Grants()
                WideButton(.loanHandover, leads: true, runner: runner) { await handOver() }
                LoanHelp(loan: loan)
                LoanLinks()
            }
        }
        .covered()
    }

    private func handOver() async {
        guard let engine = app.engine else { return }
        await handover.handOver(in: app.words, by: engine, at: runner)
    }
}

/// What nobody can allow in its user's place.
private struct Grants: View {
    @Environment(AppState.self) private var app

    var body: some View {
        let facts = app.facts
        let grants = Grant.all(
            location: facts.location, precise: facts.precise, notices: facts.notices,
            camera: facts.camera)
        Heading(.loanAllow)
        Text(app.words[.loanAllowWhy])
        ForEach(grants, id: \.word) { grant in
            if grant.isAllowed {
                Label(
                    app.words(.loanAllowed, app.words[grant.word]),
                    systemImage: "checkmark.circle.fill")
            } else {
                WideButton(grant.word) { await ask(grant) }
            }
        }
    }

    private func ask(_ grant: Grant) async {
        if let access = grant.next { await app.ask(access) } else { await app.allowCamera() }
    }
}
