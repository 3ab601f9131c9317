import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A way to another screen, over the whole width.
struct WideLink: View {
    let word: Word
    let route: Route
    @Environment(Shell.self) private var shell

    init(_ word: Word, to route: Route) {
        (self.word, self.route) = (word, route)
    }

    var body: some View {
        NavigationLink(value: route) {
            Text(shell.words[word]).frame(maxWidth: .infinity, minHeight: 44)
        }
        .buttonStyle(.bordered)
    }
}

/// A way to another screen, as a line.
struct PlainLink: View {
    let word: Word
    let route: Route
    @Environment(Shell.self) private var shell

    init(_ word: Word, to route: Route) {
        (self.word, self.route) = (word, route)
    }

    var body: some View {
        NavigationLink(shell.words[word], value: route).frame(minHeight: 44)
    }
}

/// Emergency care, from every screen.
struct EmergencyLink: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        NavigationLink(value: Route.emergency) {
            Label(shell.words[.emergency], systemImage: "cross.case.fill").frame(minHeight: 44)
        }
        .foregroundStyle(Palette.text(.red))
    }
}
