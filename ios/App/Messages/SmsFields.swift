import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A form as it is filled in. What was found stands at its field.
struct SmsFields: View {
    let form: SmsFormView
    let draft: SmsFormModel
    let runner: ActionRunner
    @Environment(AppState.self) private var app

    var body: some View {
        if let hint = form.hint { Text(hint.text) }
        if let refused = draft.stage.refused {
            Card(
                style: ResultStyle(tone: .amber, symbol: "exclamationmark.triangle.fill"),
                title: refused.why?.text, text: refused.next.text)
        }
        Findings(draft.stage.others(than: form.fields))
        ForEach(form.fields, id: \.name) { field in
            SmsField(field: field, draft: draft, isLast: field == form.fields.last) { await look() }
        }
        WideButton(.smsLook, leads: true, runner: runner) { await look() }
    }

    private func look() async {
        guard let engine = app.engine else { return }
        await draft.look(of: app.me, by: engine, at: runner)
    }
}

/// A field, as the core says that it is typed.
struct SmsField: View {
    let field: SmsFieldView
    let draft: SmsFormModel
    /// Whether the key that ends typing does what the form's button does.
    let isLast: Bool
    let look: @MainActor () async -> Void

    var body: some View {
        switch field.input {
        case .text: line(.exact)
        case .digits: line(.digits)
        case .date:
            line(.date, notes: [.smsDate])
                .onChange(of: draft[field.name]) { _, typed in draft[field.name] = typed.pointed }
        case .choice: SmsChoices(field: field, draft: draft)
        }
    }

    private func line(_ typing: InputKind, notes: [Word] = []) -> some View {
        @Bindable var draft = draft
        return FieldLine(
            label: field.label, typing: typing, notes: notes, hint: field.hint,
            findings: draft.stage.findings(of: field.name), text: $draft[field.name],
            end: isLast ? .smsLook : nil
        ) { if isLast { await look() } }
    }
}

/// One of several, chosen from a menu.
struct SmsChoices: View {
    let field: SmsFieldView
    let draft: SmsFormModel
    @Environment(AppState.self) private var app

    var body: some View {
        @Bindable var draft = draft
        let findings = draft.stage.findings(of: field.name)
        VStack(alignment: .leading, spacing: 4) {
            Text(field.label).font(.subheadline).accessibilityHidden(true)
            Picker(field.label, selection: $draft[field.name]) {
                Text(app.words[.smsChoose]).tag("")
                ForEach(field.choices, id: \.value) { Text($0.label).tag($0.value) }
            }
            .pickerStyle(.menu)
            .accessibilityHint(findings.map(\.text).joined(separator: " "))
            if let hint = field.hint { Text(hint.text).font(.footnote) }
            Findings(findings)
        }
    }
}
