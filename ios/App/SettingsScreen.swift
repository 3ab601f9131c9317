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
            }
            if app.model.loan == nil { RouteLink(.peopleTitle, to: .people) }
            RouteLink(.sentTitle, to: .sent)
            RouteLink(.settingsInspect, to: .inspector)
            RouteLink(.settingsHelp, to: .help)
            RouteLink(.settingsAbout, to: .about)
            ends
        }
    }
    /// What is on a lent phone goes with its return; of several people each goes alone.
    @ViewBuilder private var ends: some View {
        if app.model.isShared {
            RouteLink(.peopleRemove, to: .removePerson, tone: .red)
        } else if app.model.loan == nil {
            RouteLink(.settingsErase, to: .erase, tone: .red)
        }
    }
}
