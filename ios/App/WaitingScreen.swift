import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What was typed waits for a network, and goes by itself.
struct WaitingScreen: View {
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()

    var body: some View {
        Page(title: .passesWaiting, desk: desk) {
            RegistrationText()
            WideButton(.retry, leads: true, desk: desk) { await send() }
            RouteLink(.codeOther, to: .phone)
        }
    }

    private func send() async {
        guard let engine = shell.engine else { return }
        let report = await desk.ask(engine) {
            try await $0.sync(urgency: .person, budgetMs: nil, cancel: nil)
        }
        desk.say(report?.problem)
    }
}

/// Where the registration stands, and what the person should know of it.
struct RegistrationText: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        if let person = shell.model.person {
            Text(person.registration.text.text)
            Warnings(person.warnings)
        }
    }
}
