import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The message to the letter, and what to know before it is sent.
struct SmsMessage: View {
    let message: SmsMessageView
    let fields: [SmsFieldView]

    var body: some View {
        ForEach(message.warnings, id: \.self) { warning in
            Card(
                style: ResultStyle(tone: .amber, symbol: "info.circle.fill"),
                title: warning.label(among: fields), text: warning.text.text)
        }
        Heading(.smsMessageTitle)
        Verbatim(.smsText, message.text)
        Verbatim(.smsNumber, message.number)
        Text(message.size.text).font(.footnote)
    }
}

/// The way to the phone's own composer, once before the message is written down and again afterwards. Where
/// there is none, the message is to be copied.
struct SmsHandover: View {
    let message: SmsMessageView
    let draft: SmsFormModel
    let runner: ActionRunner
    @Environment(AppState.self) private var app
    @State private var composes = false

    var body: some View {
        let isThere = MessageComposer.isThere
        VStack(alignment: .leading, spacing: 16) {
            if draft.stage.isWritten { Text(app.words[.smsWritten]) }
            if !isThere {
                Text(app.words[.smsNoApp])
                CopyButton(.smsCopyText, message.text)
                CopyButton(.smsCopyNumber, message.number)
            }
            if draft.stage.isWritten {
                if isThere { WideButton(.smsOpenAgain) { composes = true } }
                WideButton(.smsToRequests, leads: true) { _ = app.nav.routes.popLast() }
            } else {
                Text(app.words[.smsNotSent])
                WideButton(isThere ? .smsOpen : .smsKeep, leads: true, runner: runner) {
                    await write()
                }
                WideButton(.smsCorrect) { draft.correct() }
            }
        }
        .sheet(isPresented: $composes) {
            MessageComposer(message: message) { composes = false }.ignoresSafeArea()
        }
    }

    private func write() async {
        guard let engine = app.engine else { return }
        await draft.write(of: app.me, by: engine, at: runner)
        composes = draft.stage.isWritten && MessageComposer.isThere
    }
}
