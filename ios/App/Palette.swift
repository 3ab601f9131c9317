import DoorstepModel
import SwiftUI
import UIKit

/// The colours of the model's table, by day and by night.
enum Palette {
    static var accent: Color { text(.accent) }

    /// What lies under everything.
    static var page: Color { Color(uiColor: .systemBackground) }

    /// Text, and lines and borders that tell something.
    static func text(_ tone: Tone) -> Color {
        color(light: tone.light.text, dark: tone.dark.text)
    }

    static func ground(_ tone: Tone) -> Color {
        color(light: tone.light.ground, dark: tone.dark.ground)
    }

    /// The text of what leads, or is read at arm's length in the sun.
    static func strongText(_ tone: Tone) -> Color {
        color(light: tone.strongLight.text, dark: tone.strongDark.text)
    }

    /// The ground of that.
    static func strongGround(_ tone: Tone) -> Color {
        color(light: tone.strongLight.ground, dark: tone.strongDark.ground)
    }

    /// The ground of a button of the system's own, which writes white on it by day and by night.
    static var underWhite: Color {
        color(light: Tone.accent.strongLight.ground, dark: Tone.accent.strongLight.ground)
    }

    private static func color(light: UInt32, dark: UInt32) -> Color {
        Color(
            uiColor: UIColor { traits in
                UIColor(hex: traits.userInterfaceStyle == .dark ? dark : light)
            })
    }
}

extension UIColor {
    /// A colour of the table, 0xRRGGBB.
    fileprivate convenience init(hex: UInt32) {
        let part = { (shift: UInt32) in CGFloat(hex >> shift & 0xFF) / 255 }
        self.init(red: part(16), green: part(8), blue: part(0), alpha: 1)
    }
}
