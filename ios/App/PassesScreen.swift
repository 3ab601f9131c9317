import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The person's passes, what waits and what was refused.
struct PassesScreen: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        Page(title: .passesTitle) {
            if let snapshot = shell.model.snapshot, let person = shell.model.person {
                Warnings(snapshot.warnings + person.warnings)
                passes(of: person)
                if snapshot.inForce != true { Text(snapshot.act.text) }
            }
            RouteLink(.passesAsk, to: .purposes, leads: true)
            if !shell.facts.notices {
                Text(shell.words[.passesRemindersWhy]).font(.footnote)
                WideButton(.passesReminders) { await shell.allowNotices() }
            }
            RouteLink(.sentTitle, to: .sent)
            RouteLink(.settingsTitle, to: .settings)
        }
    }

    @ViewBuilder private func passes(of person: PersonView) -> some View {
        if person.passes.isEmpty { Text(shell.words[.passesNone]) }
        ForEach(person.passes, id: \.id) { pass in
            NavigationLink(value: Route.pass(pass.id)) {
                Card(
                    look: pass.state.look, title: pass.label, text: pass.text.text)
            }
        }
        ForEach(person.waiting, id: \.purpose) { waiting in
            TitledText(title: shell.words[.passesWaiting], text: waiting.text.text)
        }
        ForEach(person.refused, id: \.purpose) { refused in
            TitledText(
                title: shell.words[.passesRefused],
                text: refused.text.text + "\n" + refused.next.text)
        }
    }
}
