import DoorstepModel
import SwiftUI

/// Where a code is typed that cannot be scanned.
struct TypedLook: View {
    let look: @MainActor (String) async -> Void
    @State private var typed = ""

    var body: some View {
        Heading(.inspectType)
        Field(.inspectTyped, text: $typed)
        WideButton(.inspectLook) { await look(typed) }
    }
}
