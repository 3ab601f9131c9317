import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The person's passes, what waits and what was refused.
struct PassesScreen: View {
    /// Whether it lies over a quarantine, which one comes back to then.
    var isOnTop = false
    @Environment(AppState.self) private var app

    var body: some View {
        Page(title: .passesTitle) {
            PatientCards(isOnTop: isOnTop)
            if let snapshot = app.model.snapshot, let person = app.model.person {
                Warnings(snapshot.warnings + person.warnings)
                passes(of: person)
                if snapshot.inForce != true { Text(snapshot.act.text) }
            }
            RouteLink(.passesAsk, to: .purposes, leads: true)
            if app.model.snapshot?.hasSmsRegions == true {
                RowLink(to: .sms) {
                    TitledText(title: app.words[.smsTitle], text: app.words[.smsWhy])
                }
            }
            if !app.facts.notices {
                Text(app.words[.passesRemindersWhy]).font(.footnote)
                WideButton(.passesReminders) { await app.allowNotices() }
            }
            RouteLink(.sentTitle, to: .sent)
            RouteLink(.settingsTitle, to: .settings)
        }
    }

    @ViewBuilder private func passes(of person: PersonView) -> some View {
        if person.passes.isEmpty { Text(app.words[.passesNone]) }
        ForEach(person.passes, id: \.id) { pass in
            NavigationLink(value: Route.pass(pass.id)) {
                Card(
                    style: pass.state.style, title: pass.label, text: pass.text.text)
            }
        }
        ForEach(person.waiting, id: \.purpose) { waiting in
            TitledText(title: app.words[.passesWaiting], text: waiting.text.text)
        }
        ForEach(person.refused, id: \.purpose) { refused in
            TitledText(
                title: app.words[.passesRefused],
                text: refused.text.text + "\n" + refused.next.text)
        }
    }
}
