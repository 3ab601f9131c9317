import DoorstepModel
import SwiftUI

/// A symbol and words over the whole width of the screen, in strong colours, to be read at arm's
/// length in the sun. It lights up with every new number.
struct Banner<Content: View>: View {
    private let tone: Tone
    private let number: Int
    private let content: Content

    init(_ style: ResultStyle, number: Int = 0, @ViewBuilder content: () -> Content) {
        (tone, self.number, self.content) = (style.tone, number, content())
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 10) { content }
            .padding(Measures.margin)
            .frame(maxWidth: .infinity, alignment: .leading)
            .phaseAnimator([false, true], trigger: number) { whole, isNew in
                whole
                    .foregroundStyle(Palette.strong(tone, isGround: isNew))
                    .background(Palette.strong(tone, isGround: !isNew))
            } animation: { _ in
                .easeOut(duration: 0.25)
            }
            .accessibilityElement(children: .combine)
            // Over the page's margin.
            .padding(.horizontal, -Measures.margin)
    }
}

extension Palette {
    fileprivate static func strong(_ tone: Tone, isGround: Bool) -> Color {
        isGround ? strongGround(tone) : strongText(tone)
    }
}
