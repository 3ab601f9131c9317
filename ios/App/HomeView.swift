import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What a person sees first: the model decides which.
struct HomeView: View {
    @Environment(AppState.self) private var app

    var body: some View {
        first
            .environment(\.isFirstScreen, true)
            // Nothing that was begun for one is finished for another.
            .id(app.me)
    }

    @ViewBuilder private var first: some View {
        switch app.model.home {
        case .code: CodeScreen()
        case .waiting: WaitingScreen()
        case .passes: PassesScreen()
        case .quarantine: QuarantineScreen()
        case .welcome: WelcomeScreen()
        case .loanAsked: LoanTakeScreen(invitation: app.managedLoan.invitation)
        case .handover: HandoverScreen(battery: { app.batteryPercent })
        case .loan: LoanScreen()
        case .wiped: WipedScreen()
        case .move: MoveScreen(as: .new)
        // What was typed or said there is gone once the app was left: the next one may be another.
        case .locked: LockedScreen().id(app.departures)
        }
    }
}
