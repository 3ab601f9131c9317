import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Initials and characters of a document, corrected without erasing anything.
struct DetailsScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var form = Form()

    var body: some View {
        Page(title: .settingsDetails, runner: runner) {
            Text(app.words[.detailsText])
            MarkFields(form: $form, end: .detailsSave) { await save() }
            WideButton(.detailsSave, leads: true, runner: runner) { await save() }
        }
        .covered()
    }

    private func save() async {
        guard let engine = app.engine else { return }
        let (me, form) = (app.me, form)
        let mark = await runner.ask(engine) {
            try $0.changeMark(
                person: me, initials: form.initials.given, document: form.document.given)
        }
        if mark != nil { _ = app.nav.routes.popLast() }
    }
}
