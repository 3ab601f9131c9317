import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A form of a text message: filled in, looked at to the letter, and written down before the phone's own
/// composer opens with it. Its person sends it there.
struct SmsFormScreen: View {
    let region: String
    let form: String
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var regions = SmsRegionsModel()
    @State private var draft: SmsFormModel

    init(region: String, form: String) {
        (self.region, self.form) = (region, form)
        _draft = State(wrappedValue: SmsFormModel(region: region, form: form))
    }

    var body: some View {
        let form = regions.form(self.form, of: region)
        Page(title: .smsTitle, name: form?.title.text, runner: runner, news: news) {
            if let form {
                switch draft.stage {
                case .filling: SmsFields(form: form, draft: draft, runner: runner)
                case .looked(let message), .written(let message):
                    SmsMessage(message: message, fields: form.fields)
                    SmsHandover(message: message, draft: draft, runner: runner)
                }
            } else if regions.regions != nil {
                Text(app.words[.smsGone])
            }
        }
        .covered()
        .task { await read() }
        .onChange(of: draft.answers) { _, _ in announce(form?.fields ?? []) }
    }

    private var news: AnyHashable? { draft.answers == 0 ? nil : draft.answers }

    private func read() async {
        guard let engine = app.engine else { return }
        await regions.read(of: app.me, by: engine, at: runner)
    }

    /// What was found is heard, wherever its fields are.
    private func announce(_ fields: [SmsFieldView]) {
        switch draft.stage {
        case .filling(let refused): refused.map { Announcing.politely($0.spoken(fields: fields)) }
        case .looked(let message):
            Announcing.politely(app.words[.smsMessageTitle] + ". " + message.spoken(fields: fields))
        case .written: Announcing.politely(app.words[.smsWritten])
        }
    }
}
