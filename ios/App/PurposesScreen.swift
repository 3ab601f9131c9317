import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What a person may leave for: with a pass, and without one.
struct PurposesScreen: View {
    @Environment(AppState.self) private var app

    var body: some View {
        Page(title: .purposesTitle) {
            if let snapshot = app.model.snapshot, let person = app.model.person {
                Text(snapshot.act.text)
                Heading(.purposesNeeded)
                ForEach(person.purposes.filter(\.passNeeded), id: \.key) { purpose in
                    RowLink(to: .ask(purpose.key)) {
                        row(purpose, app.words.length(minutes: purpose.minutes))
                    }
                }
                Heading(.purposesFree)
                ForEach(person.purposes.filter { !$0.passNeeded }, id: \.key) { free($0) }
                Sentences(snapshot.exempt)
            }
        }
    }

    /// Nothing is to be tapped for it, but for the code of an emergency.
    @ViewBuilder private func free(_ purpose: PurposeEntry) -> some View {
        if purpose.emergency {
            RowLink(to: .emergency) { row(purpose) }
        } else {
            row(purpose)
        }
    }

    private func row(_ purpose: PurposeEntry, _ length: String? = nil) -> some View {
        TitledText(
            title: purpose.label,
            text: [length, purpose.note?.text].compactMap { $0 }.joined(separator: "\n"))
    }
}
