import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A pass, live.
struct PassScreen: View {
    let pass: String
    @Environment(AppState.self) private var app
    @State private var frames = Frames()

    var body: some View {
        Page(title: .passTitle, trouble: frames.trouble, news: frames.answer?.text) {
            LiveCode(frames: frames) { [me = app.me, pass] in
                try $0.present(person: me, pass: pass, challenge: $1)
            }
            RouteLink(.passPaper, to: .paper(pass))
        }
    }
}
