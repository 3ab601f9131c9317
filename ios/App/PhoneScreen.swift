import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A phone number, and a mark of the document if the person gives one.
struct PhoneScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()

    var body: some View {
        @Bindable var app = app
        Page(title: .phoneTitle, runner: runner) {
            Field(
                .phoneNumber, .phone, example: .phoneNumberExample, text: $app.form.phone,
                end: .phoneSend
            ) { await send() }
            MarkFields(form: $app.form, end: .phoneSend) { await send() }
            WideButton(.phoneSend, leads: true, runner: runner) { await send() }
        }
        .covered()
    }

    private func send() async {
        guard let engine = app.engine else { return }
        let (me, form) = (app.me, app.form)
        let answer = await runner.ask(engine) {
            try await $0.register(
                person: me, phone: form.phone, initials: form.initials.given,
                document: form.document.given, cancel: nil)
        }
        // The first screen goes on from here, whatever was answered.
        if answer != nil { app.nav = NavStack() }
    }
}

/// Initials and characters of a document, and what they are for.
struct MarkFields: View {
    @Binding var form: Form
    let end: Word
    let done: @MainActor () async -> Void
    @Environment(AppState.self) private var app

    var body: some View {
        Field(.phoneInitials, .signs, text: $form.initials)
        Field(
            .phoneDocument, .signs, example: .phoneDocumentWhich, text: $form.document, end: end,
            done: done)
        Text(app.words[.phoneMarkWhy]).font(.footnote)
    }
}
