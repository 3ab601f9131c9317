import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What the authority was sent of this person.
struct SentScreen: View {
    @Environment(AppState.self) private var app

    var body: some View {
        Page(title: .sentTitle) {
            if let person = app.model.person, let phone = person.registration.phone {
                Text(app.words[.sentText])
                TitledText(
                    title: app.words(.sentNumber, phone), text: app.words[.sentNumberWhy])
                ForEach(person.passes, id: \.id) { pass in
                    TitledText(title: app.words(.sentPass, pass.label), text: pass.text.text)
                }
                ForEach(person.waiting, id: \.purpose) { waiting in
                    TitledText(
                        title: app.words(.sentWaiting, label(of: waiting.purpose, to: person)),
                        text: waiting.text.text)
                }
            } else {
                Text(app.words[.sentNone])
            }
            Text(app.words[.consentTo])
            Text(app.words[.consentNever])
        }
    }

    private func label(of purpose: String, to person: PersonView) -> String {
        person.purposes.first { $0.key == purpose }?.label ?? ""
    }
}
