/// A notice as the system keeps it.
public struct PostedNotice: Codable, Equatable, Sendable {
    public let id: String
    /// When it shows, milliseconds since 1970.
    public let atMs: Int64
    public let text: String

    public init(id: String, atMs: Int64, text: String) {
        (self.id, self.atMs, self.text) = (id, atMs, text)
    }
}

/// What the system tells the person, now or later.
public protocol Notices: Sendable {
    /// The notices that the system was given and keeps, also over a restart.
    func standing() -> [PostedNotice]
    /// Shows a notice in so many milliseconds, in place of one of the same name.
    func show(_ notice: PostedNotice, inMs: Int64)
    /// Takes a notice down, shown or not.
    func take(_ id: String)
}

/// What wakes the phone at a time.
public protocol WakeTimer: Sendable {
    /// Wakes it in so many milliseconds, in place of any other time; never if there is none.
    func wake(inMs: Int64?)
}

/// What wakes the phone when there is a network.
public protocol NetworkMonitor: Sendable {
    /// Begins to wait for a network.
    func wait()
    /// Waits no longer.
    func leave()
}

/// Everything that a plan is carried out with.
public struct Ports: Sendable {
    let notices: any Notices
    let wake: any WakeTimer
    let network: any NetworkMonitor

    public init(notices: any Notices, wake: any WakeTimer, network: any NetworkMonitor) {
        (self.notices, self.wake, self.network) = (notices, wake, network)
    }
}
