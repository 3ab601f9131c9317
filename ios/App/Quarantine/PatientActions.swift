import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What a patient can say of their own accord.
struct PatientActions: View {
    let quarantine: QuarantineView
    let runner: ActionRunner
    /// What the app has understood.
    @Binding var noted: String?
    @Environment(AppState.self) private var app

    var body: some View {
        if let declared = quarantine.declared {
            Text(declared.text.text).font(.headline)
            WideButton(.quarantineBack, leads: true, runner: runner) { await back() }
        } else {
            // Who is asked has the larger button above.
            WideButton(.quarantineHere, leads: quarantine.asked.isEmpty, runner: runner) {
                await here()
            }
            HospitalButton(runner: runner, noted: $noted)
            RouteLink(.quarantinePermission, to: .patient(.declare(.permission)))
            RouteLink(.quarantineLeave, to: .patient(.safety))
        }
        RouteLink(.quarantineFault, to: .patient(.declare(.fault)))
    }

    private func here() async {
        guard let engine = app.engine else { return }
        let me = app.me
        guard let said = await runner.ask(engine, { try $0.here(person: me) }) else { return }
        noted = said?.text.text ?? app.words[.quarantineHereNoted]
    }

    private func back() async {
        guard let engine = app.engine else { return }
        let me = app.me
        let said = await runner.ask(engine) { try $0.declare(person: me, declaring: .back) }
        noted = said?.text.text
    }
}

/// Saying with one tap, as the order promises, that one is in hospital.
struct HospitalButton: View {
    let runner: ActionRunner
    /// What the app has understood.
    @Binding var noted: String?
    @Environment(AppState.self) private var app

    var body: some View {
        WideButton(.quarantineHospital, runner: runner) { await declare() }
    }

    private func declare() async {
        guard let engine = app.engine else { return }
        let me = app.me
        let said = await runner.ask(engine) { try $0.declare(person: me, declaring: .hospital) }
        noted = said?.text.text
    }
}

/// What was just said, as the app has understood it.
struct Noted: View {
    let text: String

    var body: some View {
        Card(
            style: ResultStyle(tone: .green, symbol: "checkmark.circle.fill"), title: nil,
            text: text
        )
        .onAppear { Announcing.politely(text) }
        .onChange(of: text) { _, text in Announcing.politely(text) }
    }
}
