import DoorstepModel
import Foundation
import Testing

/// Everybody can read it: WCAG 2.2, 1.4.3 for text and 1.4.11 for lines and borders.
@Suite struct Looking {
    private static let pages: [UInt32] = [0xFFFFFF, 0x000000]

    @Test(arguments: Tone.allCases) func textStandsOutFromItsGround(tone: Tone) {
        for paint in [tone.light, tone.dark] {
            #expect(contrast(paint.text, paint.ground) >= 4.5)
        }
        // As on what is covered by no page of ours: cards, buttons with a border, fields.
        for (page, paint) in zip(Self.pages, [tone.light, tone.dark]) {
            #expect(contrast(paint.text, page) >= 4.5)
        }
    }

    @Test(arguments: Tone.allCases) func whatIsReadInTheSunStandsOutMore(tone: Tone) {
        for (page, paint) in zip(Self.pages, [tone.strongLight, tone.strongDark]) {
            // The accent is never an answer.
            #expect(contrast(paint.text, paint.ground) >= (tone == .accent ? 4.5 : 7))
            // The edge of a banner or of a button that leads is seen, by its ground or its text.
            #expect(max(contrast(paint.ground, page), contrast(paint.text, page)) >= 3)
        }
    }

    @Test func buttonsAreSeenOnThePage() {
        for tone in [Tone.accent, .red, .grey] {
            for (page, paint) in zip(Self.pages, [tone.strongLight, tone.strongDark]) {
                #expect(contrast(paint.ground, page) >= 3)
            }
        }
    }

    /// What cannot be used now is grey, and is read all the same.
    @Test func aButtonThatWaitsIsRead() throws {
        let style = try source("WideStyle")
        #expect(style.contains("isEnabled ? tone : .grey"))
        // The screens have no other style of button, and no field but ours.
        #expect(!(try all().contains { $0.contains(".bordered") || $0.contains(".roundedBorder") }))
    }

    @Test func linesAndBordersHaveTheColourOfText() throws {
        for text in try all() {
            for line in text.matches(of: /stroke(Border)?\(\s*(?<color>[A-Za-z.]+)/) {
                #expect(["Palette.text", "Palette.label", "Path"].contains(String(line.color)))
            }
        }
    }

    @Test func blackOnWhiteIsTwentyOneToOne() {
        #expect(abs(contrast(0x000000, 0xFFFFFF) - 21) < 0.001)
        #expect(contrast(0x777777, 0xFFFFFF) < 4.5)
    }

    private func source(_ name: String) throws -> String {
        let app = Program.checkout.appendingPathComponent("ios/App")
        return try String(
            contentsOf: app.appendingPathComponent("\(name).swift"), encoding: .utf8)
    }

    private func all() throws -> [String] {
        let all = FileManager.default.enumerator(
            at: Program.checkout.appendingPathComponent("ios/App"), includingPropertiesForKeys: nil)
        let files = (all?.allObjects ?? []).compactMap { $0 as? URL }
        return try files.filter { $0.pathExtension == "swift" }.map {
            try String(contentsOf: $0, encoding: .utf8)
        }
    }

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
