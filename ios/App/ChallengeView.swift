import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The number check: digits to be read out, and the same as a code.
struct ChallengeView: View {
    let bench: Bench
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()

    var body: some View {
        WideButton(.inspectChallenge, desk: desk) { await begin() }
        if let trouble = desk.trouble { TroubleView(trouble: trouble) }
        if let open = bench.challenge {
            Text(shell.words[.inspectChallengeText])
            TypedCode(code: open.digits.inFours)
            QrView(size: open.qrSize, modules: open.qrModules, label: open.digits.spelled)
        }
    }

    private func begin() async {
        guard let engine = shell.engine else { return }
        await bench.challenge(by: engine, at: desk)
    }
}
