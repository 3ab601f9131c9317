// Lines of bindings/README.md: an app of somebody else's. Type-checked here; Guide.swift of the tests runs.

// guide: app
import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

@main struct GuideApp: App {
    // Opens the core once the phone was unlocked, and does what is due in the background.
    @UIApplicationDelegateAdaptor(Launch.self) private var launch
    @Environment(\.scenePhase) private var phase

    var body: some Scene {
        WindowGroup { PassPage(shell: launch.shell) }
            .onChange(of: phase) { _, phase in
                switch phase {
                case .active: Task { await launch.shell.entered() }
                case .background: launch.shell.left()
                default: break
                }
            }
    }
}
// /guide

// guide: show
/// Draws the pass as a live code, which a photograph of it is not.
struct PassPage: View {
    let shell: Shell
    @State private var frames = Frames()

    var body: some View {
        Canvas { context, room in
            guard let shown = frames.shown else { return }
            let side = Int(shown.qrSize)
            // Whole points, and a quiet zone of four modules.
            let module = (min(room.width, room.height) / CGFloat(side + 8)).rounded(.down)
            var dark = Path()
            for (at, bit) in shown.qrModules.enumerated() where bit == 1 {
                let x = CGFloat(at % side + 4) * module
                let y = CGFloat(at / side + 4) * module
                dark.addRect(CGRect(x: x, y: y, width: module, height: module))
            }
            context.fill(dark, with: .color(.black))
        }
        .background(Color.white)
        .aspectRatio(1, contentMode: .fit)
        .task(id: shell.model.person?.passes.first?.id) { await show() }
    }

    /// Goes on while the page is seen; it takes no network.
    private func show() async {
        guard let engine = shell.engine, let pass = shell.model.person?.passes.first else { return }
        let me = shell.me
        await frames.run(engine) { core, challenge in
            try core.present(person: me, pass: pass.id, challenge: challenge)
        }
    }
}
// /guide
