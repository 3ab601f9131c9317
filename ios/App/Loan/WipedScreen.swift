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
                if let certificate = loan.certificate { CertificateCode(text: certificate) }
                LoanHelp(loan: loan)
            }
            LanguagePicker()
            RouteLink(.loanAnew, to: .loanTake)
            RouteLink(.welcomeStart, to: .consent)
        }
    }
}

/// The certificate as a code, and to the letter for a desk without a camera.
private struct CertificateCode: View {
    let text: String
    @Environment(AppState.self) private var app
    @State private var code: QrMatrix?

    var body: some View {
        if let code { QrView(code: code, label: app.words[.loanWipedQr]).fullBrightness() }
        Verbatim(.loanWipedQr, text)
            .task(id: text) { code = qrCode(text: text) }
    }
}
