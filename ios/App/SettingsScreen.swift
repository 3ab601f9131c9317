import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What can be chosen, and the ways to the rest.
struct SettingsScreen: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        Page(title: .settingsTitle) {
            LanguagePicker()
            TitledText(
                title: shell.words[.settingsReminders],
                text: shell.words[shell.facts.notices ? .settingsOn : .settingsOff])
            WideButton(shell.facts.notices ? .openSettings : .passesReminders) {
                await shell.allowNotices()
            }
            if shell.model.person?.registration.step == .registered {
                RouteLink(.settingsDetails, to: .details)
            }
            RouteLink(.sentTitle, to: .sent)
            RouteLink(.settingsInspect, to: .inspector)
            RouteLink(.settingsHelp, to: .help)
            RouteLink(.settingsAbout, to: .about)
            RouteLink(.settingsErase, to: .erase, tone: .red)
        }
    }
}
