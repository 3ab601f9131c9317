import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What a person may leave for: with a pass, and without one.
struct PurposesScreen: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        Page(title: .purposesTitle) {
            if let person = shell.model.person {
                Heading(.purposesNeeded)
                ForEach(person.purposes.filter(\.passNeeded), id: \.key) { purpose in
                    NavigationLink(value: Route.ask(purpose.key)) { row(purpose) }
                }
                Heading(.purposesFree)
                ForEach(person.purposes.filter { !$0.passNeeded }, id: \.key) { row($0) }
            }
        }
    }

    private func row(_ purpose: PurposeEntry) -> some View {
        TitledText(title: purpose.label, text: purpose.note?.text ?? "")
    }
}
