import DoorstepModel
import SwiftUI

/// Where a code is typed that cannot be scanned.
struct TypedLook: View {
    let desk: Desk
    let look: @MainActor (String) async -> Void
    @State private var typed = ""

    var body: some View {
        Heading(.inspectType)
        Field(.inspectTyped, .signs, text: $typed, end: .inspectLook) { await look(typed) }
        WideButton(.inspectLook, desk: desk) { await look(typed) }
    }
}
