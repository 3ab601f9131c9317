import DoorstepPhone
import SwiftUI

extension View {
    /// Full brightness, and no dimming, for as long as this is on the screen.
    func bright() -> some View { modifier(Bright()) }

    /// No dimming for as long as this is on the screen.
    func awake() -> some View { modifier(Awake()) }
}

private struct Bright: ViewModifier {
    @Environment(Shell.self) private var shell

    func body(content: Content) -> some View {
        content
            .onAppear { shell.lamp.comes() }
            .onDisappear { shell.lamp.goes() }
    }
}

private struct Awake: ViewModifier {
    @Environment(Shell.self) private var shell

    func body(content: Content) -> some View {
        content
            .onAppear { shell.lamp.looksOut() }
            .onDisappear { shell.lamp.looksAway() }
    }
}
