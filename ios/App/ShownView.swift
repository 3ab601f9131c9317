import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The code with everything that is said about it.
struct ShownView: View {
    let shown: Shown
    @Environment(Shell.self) private var shell

    var body: some View {
        if let pass = shown.pass {
            Card(look: pass.state.look, title: pass.label, text: pass.text.text)
        }
        QrView(size: shown.qrSize, modules: shown.qrModules, label: label)
        Countdown(shown: shown)
        if let hint = shown.hint { Text(hint.text) }
        if let code = shown.typedCode {
            Heading(.passTyped)
            TypedCode(code: code)
            Text(shell.words[.passTypedWhy]).font(.footnote)
        }
    }

    /// What is spoken in place of the picture.
    private var label: String {
        let left = shell.words(.passLeft, shell.words.duration(ms: shown.endsInMs))
        return [shell.words[.passQr], shown.pass?.text.text, left].compactMap { $0 }
            .joined(separator: ". ")
    }
}

/// How long it lasts, second by second.
struct Countdown: View {
    let shown: Shown
    @Environment(Shell.self) private var shell
    @State private var passedMs: Int64 = 0

    var body: some View {
        let leftMs = max(0, shown.endsInMs - passedMs)
        Text(shell.words(.passLeft, Words.clock(ms: leftMs)))
            .font(.title2)
            .accessibilityLabel(shell.words(.passLeft, shell.words.duration(ms: leftMs)))
            .task(id: shown) { await count() }
    }

    private func count() async {
        passedMs = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            passedMs += 1000
        }
    }
}

/// A code to be read out, in the groups of four that the core makes, spoken sign by sign.
struct TypedCode: View {
    let code: String

    var body: some View {
        Text(verbatim: code)
            .font(.system(.title2, design: .monospaced))
            .accessibilityLabel(code.spelled)
    }
}
