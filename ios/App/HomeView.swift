import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What a person sees first: where their registration stands decides it.
struct HomeView: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        switch shell.model.person?.registration.step {
        case .codeSent: CodeScreen()
        case .waitingToSend: WaitingScreen()
        case .registered: PassesScreen()
        case .notRegistered, .closed, .erasing, nil: WelcomeScreen()
        }
    }
}
