import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A screen: a title, what is on it, and what went wrong with the last thing that was asked.
struct Page<Content: View>: View {
    let title: Word
    var desk: Desk?
    @ViewBuilder let content: () -> Content
    @Environment(Shell.self) private var shell

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 16) {
                // The bar cuts off what does not fit into a line; here it may take as many as it needs.
                Text(shell.words[title]).font(.largeTitle).accessibilityAddTraits(.isHeader)
                if let trouble = desk?.trouble { TroubleView(trouble: trouble) }
                content()
            }
            .frame(maxWidth: .infinity, alignment: .leading)
            .padding()
        }
        .navigationTitle(shell.words[title])
        .navigationBarTitleDisplayMode(.inline)
    }
}
