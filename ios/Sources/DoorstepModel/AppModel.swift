import Doorstep
import Observation

/// What the screens draw: the newest snapshot, or why there is none. Decides nothing.
@MainActor @Observable public final class AppModel {
    /// The newest snapshot; nothing before the core was opened.
    public private(set) var snapshot: Snapshot?
    /// Why the core cannot be opened.
    public private(set) var trouble: ErrorInfo?

    /// Whose affairs were chosen to be shown, by the core's name, if anybody's were.
    private(set) var chosen: PersonId?

    public nonisolated init() {}

    /// Takes a snapshot unless it has a newer one: they may arrive in another order.
    public func take(_ newer: Snapshot) {
        trouble = nil
        if let snapshot, newer.revision <= snapshot.revision { return }
        snapshot = newer
    }

    /// Takes the snapshot of a moment, in which a pass may have ended with no other change.
    public func look(_ now: Snapshot) {
        if let snapshot, now.revision < snapshot.revision { return }
        snapshot = now
    }

    /// Shows this person from now on.
    public func choose(_ person: PersonId?) {
        chosen = person
    }

    /// Hears how opening ended.
    public func opening(_ trouble: ErrorInfo?) {
        self.trouble = trouble
    }
}
