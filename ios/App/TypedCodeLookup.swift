import DoorstepModel
import SwiftUI

/// Where a code is typed that cannot be scanned.
struct TypedCodeLookup: View {
    let runner: ActionRunner
    let lookUp: @MainActor (String) async -> Void
    @State private var typed = ""

    var body: some View {
        Heading(.inspectType)
        Field(.inspectTyped, .signs, text: $typed, end: .inspectLook) { await lookUp(typed) }
        WideButton(.inspectLook, runner: runner) { await lookUp(typed) }
    }
}
