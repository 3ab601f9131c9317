import Doorstep

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

/// What tells where the phone is, and may keep the app running by that.
public protocol Locator: Sendable {
    /// Keeps the app running when nobody looks, as far as the system lets it; or no longer.
    func keepAlive(_ kept: Bool)
    /// Whether it does so already, since before anybody asked this process.
    var isKeptAlive: Bool { get }
    /// Looks in this way from now on, in place of any other.
    func look(_ request: LocationRequest)
    /// Whether the system lets the app run on because of it.
    var runsOn: Bool { get }
}

/// Borders that wake the phone when it crosses them.
public protocol Fences: Sendable {
    /// Those that the system watches, also over a restart.
    func standing() -> [FenceView]
    /// Watches these, and no others.
    func watch(_ fences: [FenceView])
}

/// The time that the system gives to what was begun, also when nobody looks any more.
public protocol RunningTime: Sendable {
    /// Does some work in as much of it as that takes, and cancels the work when it is over.
    func spend(on work: @escaping @Sendable () async -> Void) async
}

/// What asks whoever holds the phone for its lock.
public protocol DeviceLock: Sendable {
    /// Asks now, whatever was unlocked before, and says why.
    func ask(because reason: String) async -> DeviceOwner
}

/// Everything that a plan is carried out with.
public struct Ports: Sendable {
    let notices: any Notices
    let wake: any WakeTimer
    let network: any NetworkMonitor
    let locator: any Locator
    let fences: any Fences
    let time: any RunningTime

    public init(
        notices: any Notices, wake: any WakeTimer, network: any NetworkMonitor,
        locator: any Locator, fences: any Fences, time: any RunningTime
    ) {
        (self.notices, self.wake, self.network) = (notices, wake, network)
        (self.locator, self.fences, self.time) = (locator, fences, time)
    }
}
