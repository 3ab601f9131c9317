import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A way to another screen, as a line or as a button over the whole width.
struct RouteLink: View {
    let word: Word
    let route: Route
    let wide: Bool
    @Environment(Shell.self) private var shell

    init(_ word: Word, to route: Route, wide: Bool = false) {
        (self.word, self.route, self.wide) = (word, route, wide)
    }

    var body: some View {
        let link = NavigationLink(value: route) {
            Text(shell.words[word]).frame(maxWidth: wide ? .infinity : nil, minHeight: 44)
        }
        if wide { link.buttonStyle(.bordered) } else { link }
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
