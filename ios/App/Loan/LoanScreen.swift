import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A lent phone in its user's hands: which one it is, until when, and how it goes back.
struct LoanScreen: View {
    /// Whether it lies over another first screen.
    var isOnTop = false
    @Environment(AppState.self) private var app

    var body: some View {
        Page(title: .loanTitle) {
            PatientCards(isOnTop: isOnTop)
            if let loan = app.model.loan {
                LoanNumber(loan: loan)
                LoanGivenBack(loan: loan)
                RouteLink(.loanReturn, to: .loanReturn, leads: true)
                LoanHelp(loan: loan)
                if !isOnTop { LoanLinks() }
            }
        }
        .covered()
    }
}

/// Which one it is.
struct LoanNumber: View {
    let loan: LoanView
    @Environment(AppState.self) private var app

    var body: some View {
        if let number = loan.number {
            Text(app.words(.loanNumber, number)).font(.title2).bold()
        }
    }
}

/// Until when, and how it goes back, in the core's words.
struct LoanGivenBack: View {
    let loan: LoanView

    var body: some View {
        Heading(.loanBack)
        Sentences(loan.giveBack)
    }
}

/// Whom to call at any moment, and what people ask most.
struct LoanHelp: View {
    let loan: LoanView

    var body: some View {
        Text(loan.emergencyText.text)
        HelpNumbers(numbers: loan.emergency)
        RouteLink(.settingsHelp, to: .help)
    }
}

/// The ways from a first screen of a lent phone.
struct LoanLinks: View {
    var body: some View {
        RouteLink(.sentTitle, to: .sent)
        RouteLink(.settingsTitle, to: .settings)
    }
}

/// The way to the loan from an order that runs on a lent phone.
struct LoanCard: View {
    @Environment(AppState.self) private var app

    var body: some View {
        if let loan = app.model.loan {
            RowLink(to: .loan) {
                TitledText(
                    title: app.words[.loanTitle],
                    text: loan.giveBack.map(\.text).joined(separator: "\n"))
            }
        }
    }
}
