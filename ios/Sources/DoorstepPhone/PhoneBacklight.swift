import DoorstepModel
import UIKit

/// The light of the phone's screen.
@MainActor final class PhoneBacklight: Backlight {
    nonisolated init() {}

    var level: Double {
        get { Double(UIScreen.main.brightness) }
        set { UIScreen.main.brightness = CGFloat(newValue) }
    }

    var staysOn: Bool {
        get { UIApplication.shared.isIdleTimerDisabled }
        set { UIApplication.shared.isIdleTimerDisabled = newValue }
    }
}
