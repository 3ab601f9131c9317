import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What people ask most, and whom to ask the rest.
struct HelpScreen: View {
    @Environment(AppState.self) private var app

    private let answers: [(to: Word, text: Word)] = [
        (.helpEmergency, .helpEmergencyText), (.helpNetwork, .helpNetworkText),
        (.helpPhone, .helpPhoneText), (.helpRefused, .helpRefusedText),
    ]

    var body: some View {
        Page(title: .settingsHelp, isOfPhone: true) {
            ForEach(answers, id: \.to) { answer in
                TitledText(title: app.words[answer.to], text: app.words[answer.text])
            }
            AuthorityText()
        }
    }
}
