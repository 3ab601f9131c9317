import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// That a code lives: a bar that fills until the next frame, and the seconds. A picture of the screen
/// stands still. Where motion is unwelcome the seconds alone go on.
struct LifeSign: View {
    let shown: Shown
    @Environment(Shell.self) private var shell
    @Environment(\.accessibilityReduceMotion) private var isStill
    @State private var since = Date()

    var body: some View {
        TimelineView(.animation(minimumInterval: isStill ? 1 : 0.05)) { moment in
            if let beat = beat(moment.date) {
                VStack(alignment: .leading, spacing: 4) {
                    if !isStill { bar(beat.part) }
                    Text(shell.words(.passNext, "\(beat.seconds)")).monospacedDigit()
                }
            }
        }
        // Said every second it would drown everything else.
        .accessibilityHidden(true)
        .onChange(of: shown) { _, _ in since = Date() }
    }

    private func beat(_ now: Date) -> Beat? {
        shown.beat(afterMs: Int64(now.timeIntervalSince(since) * 1000))
    }

    private func bar(_ part: Double) -> some View {
        Canvas { context, room in
            let filled = CGRect(x: 0, y: 0, width: room.width * part, height: room.height)
            let whole = CGRect(x: 0, y: 0, width: room.width, height: room.height)
            context.stroke(Path(whole), with: .color(Palette.accent), lineWidth: 2)
            context.fill(Path(filled), with: .color(Palette.accent))
        }
        .frame(height: 12)
    }
}
