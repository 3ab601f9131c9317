import Foundation
import SwiftUI

/// A code, black on white whatever the colours around it, each module a whole number of the screen's
/// pixels, four centimetres or more, and no wider than the other phone draws it.
struct QrView: View {
    let size: UInt32
    let modules: Data
    /// What is spoken in its place.
    let label: String
    @Environment(\.displayScale) private var scale

    /// Modules of white around it, which readers need.
    private static let quiet = 4
    /// An iPhone has at least 150 points an inch, mostly some more: this is more than 4 cm.
    private static let least: CGFloat = 280
    private static let most: CGFloat = 360

    var body: some View {
        Canvas { context, room in draw(&context, room) }
            .frame(
                minWidth: Self.least, maxWidth: Self.most, minHeight: Self.least,
                maxHeight: Self.most
            )
            .aspectRatio(1, contentMode: .fit)
            .background(Color.white)
            .accessibilityIgnoresInvertColors()
            .accessibilityElement(children: .ignore)
            .accessibilityAddTraits(.isImage)
            .accessibilityLabel(label)
            .frame(maxWidth: .infinity)
    }

    private func draw(_ context: inout GraphicsContext, _ room: CGSize) {
        let side = Int(size)
        let pixels = Int(min(room.width, room.height) * scale)
        let module = CGFloat(pixels / (side + 2 * Self.quiet)) / scale
        let edge = ((min(room.width, room.height) - module * CGFloat(side)) / 2 * scale).rounded()
        var dark = Path()
        for (place, bit) in modules.enumerated() where bit == 1 {
            dark.addRect(
                CGRect(
                    x: edge / scale + CGFloat(place % side) * module,
                    y: edge / scale + CGFloat(place / side) * module, width: module, height: module
                ))
        }
        context.fill(dark, with: .color(.black))
    }
}
