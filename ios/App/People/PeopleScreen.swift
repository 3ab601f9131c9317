import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Those whose affairs this phone keeps, and room for another. A tap shows somebody's first screen.
struct PeopleScreen: View {
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()

    var body: some View {
        Page(title: .peopleTitle, runner: runner, isOfPhone: true) {
            Text(app.words[.peopleText])
            ForEach(app.model.snapshot?.people ?? [], id: \.person) { person in
                Button {
                    app.choose(person.person)
                } label: {
                    PersonRow(person: person)
                }
                .buttonStyle(WideStyle(leads: false))
            }
            WideButton(.peopleAdd, runner: runner) { await add(isChild: false) }
            WideButton(.peopleAddChild, runner: runner) { await add(isChild: true) }
        }
        .covered()
    }

    private func add(isChild: Bool) async {
        guard let engine = app.engine else { return }
        let added = await runner.ask(engine) { try $0.addPerson(isChild: isChild) }
        if let added { app.choose(added) }
    }
}

/// Somebody, and where they stand.
private struct PersonRow: View {
    let person: PersonView
    @Environment(AppState.self) private var app

    var body: some View {
        let child = person.isChild ? [app.words[.peopleChild]] : []
        TitledText(
            title: person.name(in: app.words),
            text: (child + person.lines.map(\.text)).joined(separator: "\n")
        )
        .multilineTextAlignment(.leading)
        .frame(maxWidth: .infinity, alignment: .leading)
    }
}
