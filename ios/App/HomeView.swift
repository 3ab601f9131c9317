import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What a person sees first: where their registration stands decides it.
struct HomeView: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        screen.task { await look() }
    }

    /// What time changes is drawn anew while a person looks.
    private func look() async {
        while !Task.isCancelled {
            await shell.engine?.look()
            try? await Task.sleep(for: .seconds(20))
        }
    }

    @ViewBuilder private var screen: some View {
        switch shell.model.person?.registration.step {
        case .codeSent: CodeScreen()
        case .waitingToSend: WaitingScreen()
        case .registered: PassesScreen()
        case .notRegistered, .closed, .erasing, nil: WelcomeScreen()
        }
    }
}
