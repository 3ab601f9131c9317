import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A phone on which nothing of anybody is any more, with the certificate for whoever takes it back.
struct WipedScreen: View {
    @Environment(AppState.self) private var app

    var body: some View {
        Page(title: .loanWipedTitle) {
            if let loan = app.model.loan {
                Sentences(loan.giveBack)
                if let certificate = loan.certificate {
                    TextCode(.loanWipedQr, certificate)
                    // For a desk without a camera.
                    Verbatim(.loanWipedQr, certificate)
                }
                LoanHelp(loan: loan)
            }
            LanguagePicker()
            RouteLink(.loanAnew, to: .loanTake)
            RouteLink(.welcomeStart, to: .consent)
        }
    }
}
