import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Which version this is, and whose work is in it.
struct AboutScreen: View {
    @Environment(AppState.self) private var app

    var body: some View {
        Page(title: .settingsAbout, isOfPhone: true) {
            Text(app.words(.aboutVersion, About.version))
            Text(app.words[.aboutText])
            Text(verbatim: About.licences).font(.footnote)
        }
    }
}
