import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// That a code lives: a bar that fills until the next frame, and the seconds. A picture of the screen
/// stands still. Where motion is unwelcome the seconds alone go on.
struct FrameCountdown: View {
    let shown: Shown
    @Environment(AppState.self) private var app
    @Environment(\.accessibilityReduceMotion) private var isStill
    @State private var since = Date()

    var body: some View {
        TimelineView(.animation(minimumInterval: isStill ? 1 : 0.05)) { moment in
            if let progress = progress(moment.date) {
                VStack(alignment: .leading, spacing: 4) {
                    if !isStill { bar(progress.part) }
                    Text(app.words(.passNext, "\(progress.seconds)")).monospacedDigit()
                }
            }
        }
        // Said every second it would drown everything else.
        .accessibilityHidden(true)
        .onChange(of: shown) { _, _ in since = Date() }
    }

    private func progress(_ now: Date) -> FrameProgress? {
        shown.progress(afterMs: Int64(now.timeIntervalSince(since) * 1000))
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
