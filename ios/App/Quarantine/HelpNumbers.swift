import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Whom to call, each with one tap.
struct HelpNumbers: View {
    let numbers: [String]

    var body: some View {
        if !numbers.isEmpty { Heading(.quarantineHelp) }
        // One may be named twice.
        ForEach(Array(numbers.enumerated()), id: \.offset) { DialButton(number: $0.element) }
    }
}

/// Opens the phone's own call of a number.
struct DialButton: View {
    let number: String
    @Environment(AppState.self) private var app
    @Environment(\.openURL) private var openURL

    var body: some View {
        Button(app.words(.consentCall, number), role: nil) { call() }
            .buttonStyle(WideStyle(leads: false))
    }

    private func call() {
        let digits = number.filter { $0.isNumber || $0 == "+" }
        if let place = URL(string: "tel:" + digits) { openURL(place) }
    }
}
