import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Emergency care: never refused, and nothing is asked.
struct EmergencyScreen: View {
    @Environment(AppState.self) private var app
    @State private var frames = Frames()

    var body: some View {
        Page(
            title: .emergencyTitle, trouble: frames.trouble, news: frames.answer?.text,
            leadsToHelp: false
        ) {
            EmergencyCall()
            Text(app.words[frames.shown == nil ? .emergencyNone : .emergencyText])
            // A phone that has no code to show still lets the person go: none is asked for there.
            if app.model.person?.registration.step == .registered {
                LiveCode(frames: frames) { [me = app.me] in
                    try $0.emergency(person: me, challenge: $1).drawn()
                }
            }
        }
    }
}

/// Opens the phone's own call. Emergencies wait for nothing, and need no core.
struct EmergencyCall: View {
    @Environment(\.openURL) private var openURL

    var body: some View {
        WideButton(.emergencyCall, leads: true, tone: .red) { call() }
    }

    private func call() {
        if let number = URL(string: "tel:112") { openURL(number) }
    }
}
