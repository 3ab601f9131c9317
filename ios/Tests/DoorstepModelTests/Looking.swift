import DoorstepModel
import Foundation
import Testing

/// Everybody can read it.
@Suite struct Looking {
    @Test(arguments: Tone.allCases) func textStandsOutFromItsGround(tone: Tone) {
        for paint in [tone.light, tone.dark] {
            #expect(contrast(paint.text, paint.ground) >= 4.5)
        }
    }

    @Test(arguments: Tone.allCases) func textStandsOutFromThePage(tone: Tone) {
        #expect(contrast(tone.light.text, 0xFFFFFF) >= 4.5)
        #expect(contrast(tone.dark.text, 0x000000) >= 4.5)
    }

    @Test func blackOnWhiteIsTwentyOneToOne() {
        #expect(abs(contrast(0x000000, 0xFFFFFF) - 21) < 0.001)
        #expect(contrast(0x777777, 0xFFFFFF) < 4.5)
    }

    /// As WCAG 2.2 has it.
    private func contrast(_ one: UInt32, _ other: UInt32) -> Double {
        let lights = [luminance(one), luminance(other)].sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    private func luminance(_ color: UInt32) -> Double {
        let parts = [16, 8, 0].map { shift in
            let part = Double(color >> UInt32(shift) & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
