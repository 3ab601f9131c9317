import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The number that is asked for: digits to be read out, and the same as a code.
struct ChallengeView: View {
    let open: OpenChallenge
    @Environment(AppState.self) private var app

    var body: some View {
        Text(app.words[.inspectChallengeText])
        Text(verbatim: open.digits.inFours)
            .font(.system(.largeTitle, design: .monospaced))
            .bold()
            .accessibilityLabel(open.digits.spelled)
            .environment(\.layoutDirection, .leftToRight)
        QrView(code: open.qr, label: open.digits.spelled)
    }
}
