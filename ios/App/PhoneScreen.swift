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
            Field(.phoneNumber, text: $shell.form.phone)
                .keyboardType(.phonePad)
                .textContentType(.telephoneNumber)
            Field(.phoneInitials, text: $shell.form.initials)
            Field(.phoneDocument, text: $shell.form.document)
            Text(shell.words[.phoneMarkWhy]).font(.footnote)
            WideButton(.phoneSend, desk: desk) { await send() }
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
