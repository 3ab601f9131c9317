import DoorstepPhone
import SwiftUI

/// The app.
@main struct DoorstepApp: App {
    @UIApplicationDelegateAdaptor(Launch.self) private var launch
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup {
            RootView()
                .environment(launch.shell)
                .tint(Palette.accent)
        }
        .onChange(of: phase) { _, phase in
            launch.shell.lamp.look(phase == .active)
            switch phase {
            case .active: Task { await launch.shell.entered() }
            case .background: launch.shell.left()
            default: break
            }
        }
    }
}
