import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A pass, live.
struct PassScreen: View {
    let pass: String
    @Environment(Shell.self) private var shell
    @State private var desk = Desk()
    @State private var shown: Shown?
    @State private var attempt = 0

    var body: some View {
        Page(title: .passTitle, desk: desk) {
            LiveCode(desk: desk, attempt: attempt, shown: $shown) { [me = shell.me, pass] in
                try $0.present(person: me, pass: pass, challenge: $1)
            }
            if shown == nil { WideButton(.retry, desk: desk) { attempt += 1 } }
            PlainLink(.passPaper, to: .paper(pass))
            EmergencyLink()
        }
    }
}
