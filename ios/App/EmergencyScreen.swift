import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Emergency care: never refused, and nothing is asked.
struct EmergencyScreen: View {
    @Environment(Shell.self) private var shell
    @Environment(\.openURL) private var openURL
    @State private var desk = Desk()
    @State private var shown: Shown?

    var body: some View {
        // A phone that has no code to show still lets the person go: no trouble is drawn here.
        Page(title: .emergencyTitle) {
            WideButton(.emergencyCall) { call() }
            Text(shell.words[shown == nil ? .emergencyNone : .emergencyText])
            LiveCode(desk: desk, shown: $shown) { [me = shell.me] in
                try $0.emergency(person: me, challenge: $1)
            }
        }
    }

    private func call() {
        if let number = URL(string: "tel:112") { openURL(number) }
    }
}
