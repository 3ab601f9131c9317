import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What a person sees first: where their registration stands decides it.
struct HomeView: View {
    @Environment(AppState.self) private var app

    var body: some View {
        switch app.model.person?.registration.step {
        case .codeSent: CodeScreen()
        case .waitingToSend: WaitingScreen()
        case .registered: PassesScreen()
        case .notRegistered, .closed, .erasing, nil: WelcomeScreen()
        }
    }
}
