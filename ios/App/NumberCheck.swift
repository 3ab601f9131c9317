import DoorstepModel
import DoorstepPhone
import SwiftUI

/// Where the inspector's number is scanned, or its eight digits are typed.
struct NumberCheck: View {
    let runner: ActionRunner
    /// Whether the code on the screen answers a number.
    let answered: Bool
    let show: @MainActor (String) async -> Void
    let end: @MainActor () -> Void
    @Environment(AppState.self) private var app
    @State private var typed = ""
    @State private var scans = false
    @State private var last: [String]?

    var body: some View {
        Heading(.passCheck)
        if answered {
            Text(app.words[.passCheckShown])
            WideButton(.passCheckEnd, leads: true) { end() }
        } else if scans {
            Scanner(hint: .passCheckPoint, why: .passCheckCameraWhy) { texts in
                await scanned(texts)
            }
            if let trouble = runner.trouble { ErrorView(trouble: trouble) }
            WideButton(.passCheckType) { scans = false }
        } else {
            Text(app.words[.passCheckWhy])
            WideButton(.passCheckScan, leads: true) { (scans, last) = (true, nil) }
            Field(.passCheckDigits, .digits, text: $typed, end: .passCheckShow) {
                await show(typed)
            }
            if let trouble = runner.trouble { ErrorView(trouble: trouble) }
            WideButton(.passCheckShow, runner: runner) { await show(typed) }
        }
    }

    private func scanned(_ texts: [String]) async {
        // The camera sees the same codes many times a second.
        guard texts != last else { return }
        last = texts
        for text in texts {
            await show(text)
            if runner.trouble == nil { scans = false }
            if !scans { return }
        }
    }
}
