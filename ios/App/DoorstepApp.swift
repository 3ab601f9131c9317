import DoorstepPhone
import SwiftUI

/// The app.
@main struct DoorstepApp: App {
    @UIApplicationDelegateAdaptor(AppDelegate.self) private var delegate
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            RootView()
                .environment(delegate.app)
                .tint(Palette.accent)
        }
        .onChange(of: phase) { _, phase in
            delegate.app.brightness.setAppVisible(phase == .active)
            switch phase {
            case .active: Task { await delegate.app.entered() }
            case .background: delegate.app.left()
            default: break
            }
        }
    }
}
