/// The light behind the screen.
@MainActor public protocol Backlight: AnyObject, Sendable {
    /// How bright it is, from 0 to 1.
    var level: Double { get set }
    /// Whether it stays on when nobody touches the screen.
    var staysOn: Bool { get set }
}

/// Makes the screen bright for as long as codes are shown, and then as the person has set it; keeps it
/// on for as long as codes are shown or scanned.
///
/// One for the app: when a screen gives way to another, the new one comes before the old one goes.
@MainActor public final class ScreenBrightness {
    private let backlight: any Backlight
    private var codes = 0
    private var scans = 0
    private var isAppVisible = false
    /// The level before; nothing while it is as the person has set it.
    private var before: Double?

    public nonisolated init(backlight: any Backlight) {
        self.backlight = backlight
    }

    public func codeAppeared() {
        codes += 1
        update()
    }

    public func codeDisappeared() {
        codes -= 1
        update()
    }

    public func scanningStarted() {
        scans += 1
        update()
    }

    public func scanningStopped() {
        scans -= 1
        update()
    }

    /// Who leaves the app has the screen as it was.
    public func setAppVisible(_ isVisible: Bool) {
        isAppVisible = isVisible
        update()
    }

    private func update() {
        backlight.staysOn = isAppVisible && codes + scans > 0
        let bright = isAppVisible && codes > 0
        if bright, before == nil {
            before = backlight.level
            backlight.level = 1
        } else if !bright, let level = before {
            backlight.level = level
            before = nil
        }
    }
}
