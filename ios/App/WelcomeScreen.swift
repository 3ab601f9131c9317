import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What the app is, in the person's language.
struct WelcomeScreen: View {
    @Environment(AppState.self) private var app

    var body: some View {
        Page(title: .welcomeTitle) {
            if app.model.isResident { Text(app.words[.welcomeText]) }
            if let person = app.model.person {
                Text(person.registration.text.text).foregroundStyle(Palette.text(.grey))
                Warnings(person.warnings)
            }
            PatientCards(isOnTop: false)
            LanguagePicker()
            RouteLink(.welcomeStart, to: .consent, leads: true)
            RouteLink(.moveTake, to: .moveTake)
            RouteLink(.loanMine, to: .loanTake)
            RouteLink(.welcomeInspect, to: .inspector)
            if app.model.isShared || app.model.person?.registration.step == .closed {
                EndLink(.settingsErase)
            }
        }
    }
}

/// The languages, each by its own name for itself.
struct LanguagePicker: View {
    @Environment(AppState.self) private var app

    var body: some View {
        @Bindable var app = app
        Heading(.welcomeLanguage)
        Picker(app.words[.welcomeLanguage], selection: $app.chosenLanguage) {
            ForEach(Words.languages, id: \.0) { tag, name in
                Text(verbatim: name).tag(tag)
            }
        }
        .pickerStyle(.menu)
    }
}
