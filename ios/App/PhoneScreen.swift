import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A phone number, and a mark of the document if the person gives one.
struct PhoneScreen: View {
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()

    var body: some View {
        @Bindable var shell = shell
        Page(title: .phoneTitle, desk: desk) {
            Field(
                .phoneNumber, .phone, example: .phoneNumberExample, text: $shell.form.phone,
                end: .phoneSend
            ) { await send() }
            MarkFields(form: $shell.form, end: .phoneSend) { await send() }
            WideButton(.phoneSend, leads: true, desk: desk) { await send() }
        }
        .covered()
    }

    private func send() async {
        guard let engine = shell.engine else { return }
        let (me, form) = (shell.me, shell.form)
        let answer = await desk.ask(engine) {
            try await $0.register(
                person: me, phone: form.phone, initials: form.initials.given,
                document: form.document.given, cancel: nil)
        }
        // The first screen goes on from here, whatever was answered.
        if answer != nil { shell.trail = Trail() }
    }
}

/// Initials and characters of a document, and what they are for.
struct MarkFields: View {
    @Binding var form: Form
    let end: Word
    let done: @MainActor () async -> Void
    @Environment(Shell.self) private var shell

    var body: some View {
        Field(.phoneInitials, .signs, text: $form.initials)
        Field(
            .phoneDocument, .signs, example: .phoneDocumentWhich, text: $form.document, end: end,
            done: done)
        Text(shell.words[.phoneMarkWhy]).font(.footnote)
    }
}
