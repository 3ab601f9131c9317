import DoorstepPhone
import SwiftUI

extension View {
    /// Full brightness, and no dimming, for as long as this is on the screen.
    func fullBrightness() -> some View { modifier(FullBrightness()) }

    /// No dimming for as long as this is on the screen.
    func keepScreenOn() -> some View { modifier(KeepScreenOn()) }
}

private struct FullBrightness: ViewModifier {
    @Environment(AppState.self) private var app

    func body(content: Content) -> some View {
        content
            .onAppear { app.brightness.codeAppeared() }
            .onDisappear { app.brightness.codeDisappeared() }
    }
}

private struct KeepScreenOn: ViewModifier {
    @Environment(AppState.self) private var app

    func body(content: Content) -> some View {
        content
            .onAppear { app.brightness.scanningStarted() }
            .onDisappear { app.brightness.scanningStopped() }
    }
}
