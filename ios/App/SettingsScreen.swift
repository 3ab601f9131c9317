import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The language, reminders, the inspector's mode, and the way out.
struct SettingsScreen: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        Page(title: .settingsTitle) {
            LanguagePicker()
            TitledText(
                title: shell.words[.settingsReminders],
                text: shell.words[shell.facts.notices ? .settingsOn : .settingsOff])
            if !shell.facts.notices {
                WideButton(.passesReminders) { await shell.allowNotices() }
            }
            RouteLink(.settingsInspect, to: .inspector)
            RouteLink(.sentTitle, to: .sent)
            RouteLink(.settingsHelp, to: .help)
            RouteLink(.settingsAbout, to: .about)
            RouteLink(.settingsErase, to: .erase, tone: .red)
        }
    }
}
