import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A button over the whole width. While its desk is busy it waits and says so.
struct WideButton: View {
    let word: Word
    var leads: Bool
    var tone: Tone
    var desk: Desk?
    let action: @MainActor () async -> Void
    @Environment(Shell.self) private var shell

    /// - Parameter leads: Whether it is what most people come to this screen for.
    init(
        _ word: Word, leads: Bool = false, tone: Tone = .accent, desk: Desk? = nil,
        action: @escaping @MainActor () async -> Void
    ) {
        (self.word, self.leads, self.tone) = (word, leads, tone)
        (self.desk, self.action) = (desk, action)
    }

    var body: some View {
        let busy = desk?.busy ?? false
        Button {
            Task { await action() }
        } label: {
            Text(shell.words[busy ? .busy : word])
        }
        .buttonStyle(WideStyle(leads: leads, tone: tone))
        .disabled(busy)
    }
}
