/// The light of the screen.
@MainActor public protocol Light: AnyObject, Sendable {
    /// How bright it is, from 0 to 1.
    var level: Double { get set }
    /// Whether it stays on when nobody touches the screen.
    var staysOn: Bool { get set }
}

/// Makes the screen bright for as long as codes are shown, and then as the person has set it; keeps it
/// on for as long as codes are shown or looked for.
///
/// One for the app: when a screen gives way to another, the new one comes before the old one goes.
@MainActor public final class Lamp {
    private let light: any Light
    private var codes = 0
    private var looks = 0
    private var isSeen = false
    /// What it was before; nothing while it is as the person has set it.
    private var before: Double?

    public nonisolated init(light: any Light) {
        self.light = light
    }

    /// A code comes on the screen.
    public func comes() {
        codes += 1
        settle()
    }

    /// A code goes from it.
    public func goes() {
        codes -= 1
        settle()
    }

    /// Codes are looked for from now on.
    public func looksOut() {
        looks += 1
        settle()
    }

    /// They are no longer.
    public func looksAway() {
        looks -= 1
        settle()
    }

    /// Whether a person looks. One who leaves the app has the screen as it was.
    public func look(_ isSeen: Bool) {
        self.isSeen = isSeen
        settle()
    }

    private func settle() {
        light.staysOn = isSeen && codes + looks > 0
        let bright = isSeen && codes > 0
        if bright, before == nil {
            before = light.level
            light.level = 1
        } else if !bright, let level = before {
            light.level = level
            before = nil
        }
    }
}
