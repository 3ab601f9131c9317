import SwiftUI
import UIKit

extension View {
    /// Full brightness, and no dimming, for as long as this is on the screen.
    func bright() -> some View { modifier(Bright()) }
}

private struct Bright: ViewModifier {
    @Environment(\.scenePhase) private var phase
    /// What it was before; nothing while it is as the person has set it.
    @State private var before: CGFloat?

    func body(content: Content) -> some View {
        content
            .onAppear { brighten() }
            .onDisappear { restore() }
            // A person who leaves the app has the screen as it was.
            .onChange(of: phase) { _, phase in
                if phase == .active { brighten() } else { restore() }
            }
    }

    private func brighten() {
        before = before ?? UIScreen.main.brightness
        UIScreen.main.brightness = 1
        UIApplication.shared.isIdleTimerDisabled = true
    }

    private func restore() {
        if let before { UIScreen.main.brightness = before }
        before = nil
        UIApplication.shared.isIdleTimerDisabled = false
    }
}
