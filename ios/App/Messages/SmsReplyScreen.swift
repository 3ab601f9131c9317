import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What a number has replied, pasted or typed: the app reads no messages. The system's own button pastes, so
/// that nobody is asked whether the app may.
struct SmsReplyScreen: View {
    let region: String
    let request: String
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var regions = SmsRegionsModel()
    @State private var reply: SmsReplyModel
    @State private var text = ""

    init(region: String, request: String) {
        (self.region, self.request) = (region, request)
        _reply = State(wrappedValue: SmsReplyModel(region: region, request: request))
    }

    var body: some View {
        Page(title: .smsReplyTitle, runner: runner, news: news) {
            if let result = reply.result {
                SmsReplyRead(result: result)
            } else if let asked = regions.request(request, of: region) {
                SmsRequest(request: asked)
            } else if regions.regions != nil {
                Text(app.words[.smsGone])
            }
            if reply.result?.isAnswered == true {
                WideButton(.smsToRequests, leads: true) { _ = app.nav.routes.popLast() }
            } else {
                PasteButton(payloadType: String.self) { pasted in text = pasted.first ?? text }
                    .tint(Palette.underWhite)
                Field(
                    .smsReplyWords, .copied, example: .smsReplyWhy, text: $text, end: .smsRead
                ) { await read() }
                WideButton(.smsRead, leads: true, runner: runner) { await read() }
                    .disabled(text.given == nil)
            }
        }
        .covered()
        .task { await look() }
        .onChange(of: reply.answers) { _, _ in announce() }
    }

    private var news: AnyHashable? { reply.answers == 0 ? nil : reply.answers }

    private func look() async {
        guard let engine = app.engine else { return }
        await regions.read(of: app.me, by: engine, at: runner)
    }

    private func read() async {
        guard let engine = app.engine, let given = text.given else { return }
        if await reply.read(given, of: app.me, by: engine, at: runner) { text = "" }
    }

    private func announce() {
        let said = reply.result?.said.map(\.text).joined(separator: " ")
        if let said { Announcing.politely(said) }
    }
}

/// What came of a reply: a colour, a picture and words, and the request as it stands now.
struct SmsReplyRead: View {
    let result: SmsReplyResult

    var body: some View {
        Card(
            style: result.style, title: nil,
            text: result.said.map(\.text).joined(separator: "\n"))
        if let request = result.request { SmsRequest(request: request) }
    }
}
