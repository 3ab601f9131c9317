import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Where the inspector's eight digits are typed.
struct NumberCheck: View {
    let desk: Desk
    /// Whether the code on the screen answers a number.
    let answered: Bool
    let show: @MainActor (String) async -> Void
    let end: @MainActor () -> Void
    @Environment(Shell.self) private var shell
    @State private var typed = ""

    var body: some View {
        Heading(.passCheck)
        if answered {
            Text(shell.words[.passCheckShown])
            WideButton(.passCheckEnd) { end() }
        } else {
            Field(.passCheckDigits, text: $typed).keyboardType(.numberPad)
            if let trouble = desk.trouble { TroubleView(trouble: trouble) }
            WideButton(.passCheckShow, desk: desk) { await show(typed) }
        }
    }
}
