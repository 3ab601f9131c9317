import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What the phone's system is asked for, one thing after the other as the core lists them; each can be
/// left out.
struct AccessScreen: View {
    @Environment(AppState.self) private var app
    @State private var walk = AccessWalk()

    var body: some View {
        let next = walk.next(of: app.model.quarantine?.accesses ?? [])
        Page(title: .accessTitle, news: next?.access) {
            if let next {
                Text(next.title.text).font(.title2).accessibilityAddTraits(.isHeader)
                Text(next.why.text)
                WideButton(.accessAllow, leads: true) { await allow(next.access) }
                WideButton(.accessLater) { walk.pass(next.access) }
            } else {
                Text(app.words[.accessDone])
                WideButton(.quarantineHome, leads: true) { app.nav = NavStack() }
            }
        }
        .covered()
        .onChange(of: next) { _, next in
            if let next { Announcing.politely(next.title.text) }
        }
    }

    /// A refusal is a fact, which the core hears as it hears a permission, and leads on.
    private func allow(_ access: Access) async {
        await app.ask(access)
        walk.pass(access)
    }
}
