import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What can be chosen, and the ways to the rest.
struct SettingsScreen: View {
    @Environment(AppState.self) private var app

    var body: some View {
        Page(title: .settingsTitle) {
            LanguagePicker()
            TitledText(
                title: app.words[.settingsReminders],
                text: app.words[app.facts.notices ? .settingsOn : .settingsOff])
            WideButton(app.facts.notices ? .openSettings : .passesReminders) {
                await app.allowNotices()
            }
            if app.model.loan != nil {
                RouteLink(.loanTitle, to: .loan)
            } else if app.model.person?.registration.step == .registered {
                RouteLink(.settingsDetails, to: .details)
                RouteLink(.orderPaper, to: .orderCode)
                RouteLink(.moveGive, to: .moveGive)
            }
            if app.model.loan == nil { RouteLink(.peopleTitle, to: .people) }
            PinLink()
            RouteLink(.sentTitle, to: .sent)
            RouteLink(.settingsInspect, to: .inspector)
            RouteLink(.settingsHelp, to: .help)
            RouteLink(.settingsAbout, to: .about)
            EndLink(.settingsErase)
        }
    }
}

/// The way to the end of everything. What is on a lent phone goes with its return; of several people each goes
/// alone.
struct EndLink: View {
    let word: Word
    @Environment(AppState.self) private var app

    /// - Parameter word: What it is called where one person has the phone.
    init(_ word: Word) {
        self.word = word
    }

    var body: some View {
        if app.model.isShared {
            RouteLink(.peopleRemove, to: .removePerson, tone: .red)
        } else if app.model.loan == nil {
            RouteLink(word, to: .erase, tone: .red)
        }
    }
}
