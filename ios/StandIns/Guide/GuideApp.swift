// Lines of bindings/README.md: an app of somebody else's. Type-checked here; Guide.swift of the tests runs.

// guide: app
import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

@main struct GuideApp: App {
    // Opens the core once the phone was unlocked, and does what is due in the background.
    @UIApplicationDelegateAdaptor(AppDelegate.self) private var delegate
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup { PassPage(app: delegate.app) }
            .onChange(of: phase) { _, phase in
                switch phase {
                case .active: Task { await delegate.app.entered() }
                case .background: delegate.app.left()
                default: break
                }
            }
    }
}
// /guide

// guide: show
/// Draws the pass as a live code, which a photograph of it is not.
struct PassPage: View {
    let app: AppState
    @State private var frames = Frames()

    var body: some View {
        Canvas { context, room in
            guard let code = frames.shown?.qr else { return }
            let side = Int(code.size)
            // Whole points, and a quiet zone of four modules.
            let module = (min(room.width, room.height) / CGFloat(side + 8)).rounded(.down)
            var dark = Path()
            for (at, bit) in code.modules.enumerated() where bit == 1 {
                let x = CGFloat(at % side + 4) * module
                let y = CGFloat(at / side + 4) * module
                dark.addRect(CGRect(x: x, y: y, width: module, height: module))
            }
            context.fill(dark, with: .color(.black))
        }
        .background(Color.white)
        .aspectRatio(1, contentMode: .fit)
        .task(id: app.model.person?.passes.first?.id) { await show() }
    }

    /// Goes on while the page is seen; it takes no network.
    private func show() async {
        guard let engine = app.engine, let pass = app.model.person?.passes.first else { return }
        let me = app.me
        await frames.run(engine) { core, challenge in
            try core.present(person: me, pass: pass.id, challenge: challenge)
        }
    }
}
// /guide
