import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A button over the whole width. While its runner is busy it waits and says so.
struct WideButton: View {
    let word: Word
    var leads: Bool
    var tone: Tone
    var runner: ActionRunner?
    let action: @MainActor () async -> Void
    @Environment(AppState.self) private var app

    /// - Parameter leads: Whether it is what most people come to this screen for.
    init(
        _ word: Word, leads: Bool = false, tone: Tone = .accent, runner: ActionRunner? = nil,
        action: @escaping @MainActor () async -> Void
    ) {
        (self.word, self.leads, self.tone) = (word, leads, tone)
        (self.runner, self.action) = (runner, action)
    }

    var body: some View {
        let busy = runner?.busy ?? false
        Button {
            Task { await action() }
        } label: {
            Text(app.words[busy ? .busy : word])
        }
        .buttonStyle(WideStyle(leads: leads, tone: tone))
        .disabled(busy)
    }
}
