import Doorstep

/// What a PIN hides, and what is done without it.
extension PersonView {
    /// Whether there is a PIN that hides their part, now or once the app has left the screen.
    public var hasPin: Bool { pin.map { $0.state != .unset } ?? false }

    /// Whether it hides their part now.
    public var isLocked: Bool { pin?.state == .locked }

    /// What is or was asked of them today; of a hidden part what is asked now.
    var checks: [CheckView] {
        quarantine?.checks ?? [pin?.asked].compactMap { $0 }
    }

    /// What they are asked now.
    public var asked: [CheckView] { checks.filter(\.isAsked) }

    /// What is or was asked today, by its name.
    public func check(_ id: String) -> CheckView? { checks.first { $0.id == id } }

    /// Whether a photo for this is asked for.
    public func asks(for photo: PhotoFor) -> Bool {
        switch photo {
        case .askedNow: !asked.isEmpty
        case .check(let id): check(id)?.isAsked == true
        case .reference: quarantine?.referencePhoto != nil
        }
    }
}

extension AppModel {
    /// Whether a PIN hides the part of whoever is shown.
    public var isLocked: Bool { person?.isLocked == true }

    /// Whether this screen is there for whoever is shown. Where it is not, the first one is in its place.
    public func shows(_ route: Route) -> Bool {
        if isLocked { return route.needsNoPin }
        guard case .patient = route else { return true }
        return quarantine != nil
    }
}

extension Engine {
    /// Hides what PINs hide, because the app has left the screen, and draws that.
    public func hide() async {
        // A core that does not open has shown nothing.
        try? await ask { try $0.lockPeople() }
        await look()
    }
}
