import Doorstep

/// The part of plans that is about where the phone is, carried out: each difference once.
struct Watch: Sendable {
    /// Nothing before the first plan, as below.
    private var isKept: Bool?
    private var request = LocationRequest(.off)
    /// When that ends, by the plan that asked for it.
    private var endsAtMs: Int64?
    /// Nothing before the first plan: the system is asked then, and may take its time.
    private var fences: [FenceView]?

    mutating func follow(_ plan: Plan, through ports: Ports) {
        if plan.keepAlive != isKept ?? ports.locator.isKeptAlive {
            ports.locator.keepAlive(plan.keepAlive)
        }
        isKept = plan.keepAlive
        look(plan, through: ports.locator)
        if plan.fences != fences ?? ports.fences.standing() { ports.fences.watch(plan.fences) }
        fences = plan.fences
    }

    private mutating func look(_ plan: Plan, through locator: any Locator) {
        let wanted = LocationRequest(plan.location, everyS: plan.fixEveryS, forS: plan.fixForS)
        let ends = wanted.forS.map { plan.nowMs + Int64($0) * 1000 }
        let isSame = (wanted.mode, wanted.everyS) == (request.mode, request.everyS)
        if isSame, isSameEnd(ends) { return }
        (request, endsAtMs) = (wanted, ends)
        locator.look(wanted)
    }

    /// Plans count whole seconds to an end that does not move: less than one is no difference.
    private func isSameEnd(_ ends: Int64?) -> Bool {
        guard let ends, let endsAtMs else { return ends == endsAtMs }
        return abs(ends - endsAtMs) < 1000
    }
}
