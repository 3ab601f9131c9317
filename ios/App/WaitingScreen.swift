import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What was typed waits for a network, and goes by itself.
struct WaitingScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()

    var body: some View {
        Page(title: .passesWaiting, runner: runner) {
            RegistrationText()
            WideButton(.retry, leads: true, runner: runner) { await send() }
            RouteLink(.codeOther, to: .phone)
        }
    }

    private func send() async {
        guard let engine = app.engine else { return }
        await runner.sync(engine)
    }
}

/// Where the registration stands, and what the person should know of it.
struct RegistrationText: View {
    @Environment(AppState.self) private var app

    var body: some View {
        if let person = app.model.person {
            Text(person.registration.text.text)
            Warnings(person.warnings)
        }
    }
}
