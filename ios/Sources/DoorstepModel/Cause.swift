/// Why the phone is awake.
public enum Cause: Sendable, CaseIterable {
    /// A person looks at the app.
    case user
    /// The time that the plan gave, or a moment that the system gave.
    case refresh
    /// There is a network.
    case network
    /// Somebody set the clock.
    case clock
    /// The time zone is another.
    case zone
    /// The phone was unlocked for the first time since it was started.
    case unlocked
    /// This is another build than the last.
    case appUpdate
}
