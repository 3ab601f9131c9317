import DoorstepModel
import SwiftUI

/// A button in colours of the table: one that leads is filled, any other has a border. One that waits
/// is grey, and is read all the same.
struct WideStyle: ButtonStyle {
    let leads: Bool
    var tone = Tone.accent
    var fills = true
    @Environment(\.isEnabled) private var isEnabled

    func makeBody(configuration: Configuration) -> some View {
        let tone = isEnabled ? tone : .grey
        let shape = RoundedRectangle(cornerRadius: 12)
        configuration.label
            .font(.headline)
            .multilineTextAlignment(.center)
            .foregroundStyle(Palette.label(tone, leads))
            .padding(.horizontal, 12)
            .padding(.vertical, 6)
            .frame(maxWidth: fills ? .infinity : nil, minHeight: fills ? 52 : 36)
            .background(Palette.face(tone, leads))
            .overlay {
                shape.strokeBorder(
                    Palette.label(tone, configuration.isPressed && leads),
                    lineWidth: configuration.isPressed ? 4 : 2)
            }
            .clipShape(shape)
            .contentShape(shape)
    }
}

extension Palette {
    fileprivate static func label(_ tone: Tone, _ leads: Bool) -> Color {
        leads ? strongText(tone) : text(tone)
    }

    fileprivate static func face(_ tone: Tone, _ leads: Bool) -> Color {
        leads ? strongGround(tone) : page
    }
}
