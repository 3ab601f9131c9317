import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Every datum that is sent, with its purpose, who gets it, and how it is erased.
struct ConsentScreen: View {
    @Environment(Shell.self) private var shell

    private let data: [(what: Word, why: Word)] = [
        (.consentNumber, .consentNumberWhy), (.consentMark, .consentMarkWhy),
        (.consentPass, .consentPassWhy), (.consentKeys, .consentKeysWhy),
    ]

    var body: some View {
        Page(title: .consentTitle) {
            Text(shell.words[.consentTo])
            AuthorityText(withLaw: true)
            ForEach(data, id: \.what) { datum in
                TitledText(title: shell.words[datum.what], text: shell.words[datum.why])
            }
            Text(shell.words[.consentNever])
            Text(shell.words[.consentErase])
            RouteLink(.consentAgree, to: .phone, leads: true)
        }
        .covered()
    }
}
