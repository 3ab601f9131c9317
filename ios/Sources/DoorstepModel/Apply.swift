import Doorstep

/// Carries plans out: compares a plan with what stands and asks the system for the difference.
///
/// A plan that is applied twice does nothing the second time. Nothing is kept about it but what the
/// system keeps itself: a new process asks which notices and fences stand, and sets its time, its wait
/// for a network and how it looks where it is anew.
public struct Apply: Sendable {
    private let ports: Ports
    private var wakeAtMs: Int64?
    private var wakeIsSpent = false
    private var awaitsNetwork = false
    private var watch = Watch()
    private var standing: [PostedNotice]

    public init(ports: Ports) {
        self.ports = ports
        standing = ports.notices.standing()
    }

    /// Makes the system do what the plan says.
    public mutating func follow(_ plan: Plan) {
        // A sync that runs now says itself when the next one is due.
        if plan.renew != .nothing { wakeIsSpent = true }
        wake(plan.sync == nil ? plan.wakeAtMs : nil, from: plan.nowMs)
        wait(plan.awaitsNetwork)
        watch.follow(plan, through: ports)
        show(plan)
    }

    /// Wakes the app in a while: the core gives no plan yet. What stands stays.
    mutating func reopen(inS: UInt16) {
        wakeIsSpent = true
        ports.wake.wake(inMs: Int64(inS) * 1000)
    }

    private mutating func wake(_ atMs: Int64?, from nowMs: Int64) {
        guard atMs != wakeAtMs || wakeIsSpent else { return }
        (wakeAtMs, wakeIsSpent) = (atMs, false)
        ports.wake.wake(inMs: atMs.map { max(0, $0 - nowMs) })
    }

    private mutating func wait(_ awaits: Bool) {
        guard awaits != awaitsNetwork else { return }
        awaitsNetwork = awaits
        awaits ? ports.network.wait() : ports.network.leave()
    }

    private mutating func show(_ plan: Plan) {
        let wanted = plan.notices.map(PostedNotice.init)
        let listed = Set(wanted.map(\.id))
        for old in standing where !listed.contains(old.id) { ports.notices.take(old.id) }
        let kept =
            switch plan.renew {
            case .everything: [PostedNotice]()
            case .times: standing.filter { $0.atMs <= plan.nowMs }
            case .wakeTime, .nothing: standing
            }
        for new in wanted where !kept.contains(new) {
            ports.notices.show(new, inMs: max(0, new.atMs - plan.nowMs))
        }
        standing = wanted
    }
}
