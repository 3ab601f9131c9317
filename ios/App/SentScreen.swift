import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What the authority was sent of this person.
struct SentScreen: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        Page(title: .sentTitle) {
            if let person = shell.model.person, let phone = person.registration.phone {
                Text(shell.words[.sentText])
                TitledText(
                    title: shell.words(.sentNumber, phone), text: shell.words[.sentNumberWhy])
                ForEach(person.passes, id: \.id) { pass in
                    TitledText(title: shell.words(.sentPass, pass.label), text: pass.text.text)
                }
                ForEach(person.waiting, id: \.purpose) { waiting in
                    TitledText(
                        title: shell.words(.sentWaiting, label(of: waiting.purpose, to: person)),
                        text: waiting.text.text)
                }
            } else {
                Text(shell.words[.sentNone])
            }
            Text(shell.words[.consentTo])
            Text(shell.words[.consentNever])
        }
    }

    private func label(of purpose: String, to person: PersonView) -> String {
        person.purposes.first { $0.key == purpose }?.label ?? ""
    }
}
