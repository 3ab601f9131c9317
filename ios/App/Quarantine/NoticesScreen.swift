import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What the authority has to say, in its own words, with the way to object.
struct NoticesScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var notices: [NoticeView]?

    var body: some View {
        Page(title: .noticesTitle, runner: runner) {
            if notices?.isEmpty == true { Text(app.words[.noticesNone]) }
            ForEach(notices ?? [], id: \.id) { NoticeRow(notice: $0) }
        }
        .covered()
        .task(id: app.model.snapshot?.revision) { await look() }
    }

    private func look() async {
        guard let engine = app.engine else { return }
        let me = app.me
        notices = await runner.ask(engine) { try $0.notices(person: me) } ?? notices
    }
}

/// One notice: its text, until when it may be objected to, and whom to call.
struct NoticeRow: View {
    let notice: NoticeView
    @Environment(AppState.self) private var app

    var body: some View {
        let zone = app.model.quarantine?.order.zone
        VStack(alignment: .leading, spacing: 4) {
            if let kind = notice.word { Text(app.words[kind]).font(.headline) }
            Text(app.words.moment(ms: notice.atMs, zone: zone)).font(.footnote)
            Text(notice.text)
            if let untilMs = notice.appealUntilMs {
                Text(app.words(.noticesUntil, app.words.moment(ms: untilMs, zone: zone)))
            }
            if let dispute = notice.dispute { Text(app.words[dispute.word]).font(.headline) }
        }
        .accessibilityElement(children: .combine)
        if notice.dispute == nil { RouteLink(.disputeTitle, to: .patient(.dispute(notice.id))) }
        DialButton(number: notice.contact)
    }
}
