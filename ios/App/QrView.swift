import Doorstep
import DoorstepModel
import Foundation
import SwiftUI

/// A code, black on white whatever the colours around it, each module a whole number of the screen's
/// pixels, four centimetres or more, and no wider than the other phone draws it.
struct QrView: View {
    let code: QrMatrix
    /// What is spoken in its place.
    let label: String
    @Environment(\.displayScale) private var scale

    private static let most: CGFloat = 360

    var body: some View {
        Canvas { context, room in draw(&context, room) }
            .aspectRatio(1, contentMode: .fit)
            .frame(maxWidth: Self.most)
            .background(Color.white)
            .accessibilityIgnoresInvertColors()
            .accessibilityElement(children: .ignore)
            .accessibilityAddTraits(.isImage)
            .accessibilityLabel(label)
            .frame(maxWidth: .infinity)
            // Its white may use the page's margin.
            .padding(.horizontal, -Measures.margin)
            // Its first module is at the left in every language.
            .environment(\.layoutDirection, .leftToRight)
    }

    private func draw(_ context: inout GraphicsContext, _ room: CGSize) {
        let side = Int(code.size)
        let grid = CodeGrid(
            modules: side, room: min(room.width, room.height), scale: scale)
        var dark = Path()
        for (place, bit) in code.modules.enumerated() where bit == 1 {
            dark.addRect(
                CGRect(
                    x: grid.edge + grid.module * Double(place % side),
                    y: grid.edge + grid.module * Double(place / side), width: grid.module,
                    height: grid.module))
        }
        context.fill(dark, with: .color(.black))
    }
}
