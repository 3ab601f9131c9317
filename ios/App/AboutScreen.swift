import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Which version this is, and whose work is in it.
struct AboutScreen: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        Page(title: .settingsAbout) {
            Text(shell.words(.aboutVersion, About.version))
            Text(shell.words[.aboutText])
            Text(verbatim: About.licences).font(.footnote)
        }
    }
}
