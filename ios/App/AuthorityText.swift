import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Who issues passes, by which law, and whom to complain to, where the rules say it.
struct AuthorityText: View {
    /// Whether it stands where a person agrees, and so with the law.
    var withLaw = false
    @Environment(AppState.self) private var app

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            if let authority = app.model.snapshot?.authority { said(of: authority) }
        }
        .task { await fetch() }
    }

    @ViewBuilder private func said(of authority: AuthorityView) -> some View {
        part(withLaw ? .consentWho : .helpContact, [authority.text, authority.contact])
        if withLaw { part(.consentLaw, [authority.basis]) }
        if let telephone = authority.telephone { DialButton(number: telephone) }
        part(.consentComplaints, [authority.complaints])
    }

    /// The rules say it. A phone that nobody has registered on has none yet, and sends nothing to get
    /// them; without a network the rest is read all the same.
    private func fetch() async {
        guard app.model.snapshot?.authority == nil, let engine = app.engine else { return }
        _ = try? await engine.ask {
            try await $0.sync(urgency: .person, budgetMs: nil, cancel: nil)
        }
    }

    @ViewBuilder private func part(_ title: Word, _ sentences: [Sentence?]) -> some View {
        let said = sentences.compactMap { $0?.text }
        if !said.isEmpty {
            TitledText(title: app.words[title], text: said.joined(separator: "\n"))
        }
    }
}
