import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A region: what was asked for, which most come back for, what can be sent, and what there is besides.
struct SmsRegion: View {
    let region: SmsRegionView
    @Environment(AppState.self) private var app

    var body: some View {
        Text(app.words[.smsWhy])
        Warnings([region.problem].compactMap { $0 })
        if !region.requests.isEmpty { Heading(.smsRequests) }
        ForEach(region.requests, id: \.request) { request in
            SmsRequest(request: request)
            if request.isWaiting {
                RouteLink(
                    .smsHaveReply,
                    to: .smsReply(region: region.region, request: request.request))
            }
        }
        Heading(.smsForms)
        ForEach(region.forms, id: \.form) { form in
            // Where no message can be made, nothing leads to it.
            if form.canBeWritten {
                RowLink(to: .smsForm(region: region.region, form: form.form)) {
                    SmsFormTitle(form: form)
                }
            } else {
                SmsFormTitle(form: form)
            }
        }
        if !region.otherWays.isEmpty { Heading(.smsOther) }
        Sentences(region.otherWays)
    }
}

/// What a form is for, and what to know before it is filled in.
struct SmsFormTitle: View {
    let form: SmsFormView

    var body: some View {
        if let hint = form.hint {
            TitledText(title: form.title.text, text: hint.text)
        } else {
            Text(form.title.text).font(.headline)
        }
    }
}

/// What was asked for, and what has come of it.
struct SmsRequest: View {
    let request: SmsRequestView

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(request.title.text).font(.headline)
            Sentences(request.text + request.otherWays)
        }
        .accessibilityElement(children: .combine)
        // Large, for whoever is to see it.
        if let code = request.code {
            Text(verbatim: code)
                .font(.system(.largeTitle, design: .monospaced))
                .accessibilityLabel(code.spelled)
                .textSelection(.enabled)
        }
        if let reply = request.reply { Verbatim(.smsAsItCame, reply) }
    }
}
