import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Whose screen it is, where the phone keeps the affairs of several people; the first one leads to the others.
struct Whose: View {
    @Environment(AppState.self) private var app
    @Environment(\.isFirstScreen) private var isFirst

    var body: some View {
        if app.model.isShared, let person = app.model.person {
            let name = person.name(in: app.words)
            if isFirst {
                RowLink(to: .people) { TitledText(title: name, text: others) }
            } else {
                Text(name).font(.headline)
            }
        }
    }

    /// Who else there is, and who of them is asked.
    private var others: String {
        let asked = app.model.askedBeside.map { person in
            person.name(in: app.words) + ": " + person.lines.map(\.text).joined(separator: " ")
        }
        return ([app.words[.peopleOthers]] + asked).joined(separator: "\n")
    }
}

private struct FirstScreen: EnvironmentKey {
    static let defaultValue = false
}

extension EnvironmentValues {
    /// Whether nothing lies under this screen.
    var isFirstScreen: Bool {
        get { self[FirstScreen.self] }
        set { self[FirstScreen.self] = newValue }
    }
}
