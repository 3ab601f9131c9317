import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What the app is, in the person's language.
struct WelcomeScreen: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        Page(title: .welcomeTitle) {
            Text(shell.words[.welcomeText])
            if let person = shell.model.person {
                Text(person.registration.text.text).foregroundStyle(Palette.text(.grey))
                Warnings(person.warnings)
            }
            LanguagePicker()
            RouteLink(.welcomeStart, to: .consent, leads: true)
            RouteLink(.welcomeInspect, to: .inspector)
        }
    }
}

/// The languages, each by its own name for itself.
struct LanguagePicker: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        @Bindable var shell = shell
        Heading(.welcomeLanguage)
        Picker(shell.words[.welcomeLanguage], selection: $shell.chosenLanguage) {
            ForEach(Words.languages, id: \.0) { tag, name in
                Text(verbatim: name).tag(tag)
            }
        }
        .pickerStyle(.menu)
    }
}
