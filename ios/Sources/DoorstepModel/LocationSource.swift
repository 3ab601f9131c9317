/// How closely Apple's system is asked to look.
public enum Closeness: Sendable {
    /// By towers: hardly more than the app's staying alive costs.
    case kilometres
    /// By access points.
    case hundredMetres
    /// By satellites.
    case best
}

/// Apple's location manager, which knows no interval: it tells when it likes, or once when it is asked.
public protocol LocationSource: Sendable {
    /// Lets the system tell when it likes, which also keeps the app running; nothing ends that.
    func stand(_ closeness: Closeness?)
    /// Asks for one fix.
    func sample(_ closeness: Closeness)
    /// Has the app woken and told whenever the phone has moved by some hundred metres, or no longer.
    func roam(_ wanted: Bool)
    /// Remembers, also over a restart, that an order runs, so that its session is there before the core.
    func hold(_ held: Bool)
    /// Whether it remembers so.
    var isHeld: Bool { get }
    /// Whether the app runs on by standing by: the person lets it know where the phone is.
    var runsOn: Bool { get }
}
