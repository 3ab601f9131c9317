import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Every datum that is sent, with its purpose, who gets it, and how it is erased.
struct ConsentScreen: View {
    @Environment(AppState.self) private var app

    private let data: [(what: Word, why: Word)] = [
        (.consentNumber, .consentNumberWhy), (.consentMark, .consentMarkWhy),
        (.consentPass, .consentPassWhy), (.consentKeys, .consentKeysWhy),
    ]

    var body: some View {
        Page(title: .consentTitle) {
            Text(app.words[.consentTo])
            AuthorityText(withLaw: true)
            ForEach(data, id: \.what) { datum in
                TitledText(title: app.words[datum.what], text: app.words[datum.why])
            }
            if app.model.isResident { Text(app.words[.consentNever]) }
            Text(app.words[.consentErase])
            RouteLink(.consentAgree, to: .phone, leads: true)
        }
        .covered()
    }
}
