import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Initials and characters of a document, corrected without erasing anything.
struct DetailsScreen: View {
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()
    @State private var form = Form()

    var body: some View {
        Page(title: .settingsDetails, desk: desk) {
            Text(shell.words[.detailsText])
            MarkFields(form: $form, end: .detailsSave) { await save() }
            WideButton(.detailsSave, leads: true, desk: desk) { await save() }
        }
        .covered()
    }

    private func save() async {
        guard let engine = shell.engine else { return }
        let (me, form) = (shell.me, form)
        let mark = await desk.ask(engine) {
            try $0.changeMark(
                person: me, initials: form.initials.given, document: form.document.given)
        }
        if mark != nil { _ = shell.trail.routes.popLast() }
    }
}
