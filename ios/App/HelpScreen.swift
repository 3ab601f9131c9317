import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What people ask most, and whom to ask the rest.
struct HelpScreen: View {
    @Environment(Shell.self) private var shell

    private let answers: [(to: Word, text: Word)] = [
        (.helpEmergency, .helpEmergencyText), (.helpNetwork, .helpNetworkText),
        (.helpPhone, .helpPhoneText), (.helpRefused, .helpRefusedText),
    ]

    var body: some View {
        Page(title: .settingsHelp) {
            ForEach(answers, id: \.to) { answer in
                TitledText(title: shell.words[answer.to], text: shell.words[answer.text])
            }
            AuthorityText()
        }
    }
}
