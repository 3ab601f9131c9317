import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Who gets what of a patient, for how long, and whom to complain to; before the phone's system is asked
/// for anything.
struct PatientConsentScreen: View {
    /// Whether it was agreed to, and is only read again.
    var isRead = false
    @Environment(AppState.self) private var app

    var body: some View {
        Page(title: isRead ? .quarantineAgreed : .patientConsentTitle) {
            ForEach(app.model.quarantine?.consent ?? [], id: \.title) { point in
                TitledText(
                    title: point.title.text,
                    text: point.text.map(\.text).joined(separator: "\n"))
            }
            if !isRead {
                WideButton(.consentAgree, leads: true) { app.nav = NavStack([.patient(.access)]) }
                WideButton(.accessLater) { app.nav = NavStack() }
            }
        }
        .covered()
    }
}
