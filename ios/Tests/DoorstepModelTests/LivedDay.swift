import Doorstep
import Testing

/// The list of a patient's day beside a phone that lives through it.
final class LivedDay {
    enum Found: String { case home, away }

    private let phone: Phone
    private let clock: ManualClock
    private var steps: ArraySlice<Day.Step>

    init(_ env: TestEnv, phone: Phone) throws {
        (self.phone, clock) = (phone, env.clock)
        steps = try Day.read().patient[...]
    }

    /// The next step is the plan that the phone makes now.
    func now() throws {
        try next([:], phone.client.plan())
    }

    /// The next step is the plan after a sync.
    func synced() async throws {
        try await sync()
        try now()
    }

    func sync() async throws {
        #expect(try await phone.client.sync(urgency: .person).problem == nil)
    }

    /// The next step is the plan once this was decided.
    func decided(_ name: String, _ decision: OrderDecision) throws {
        try says("decide", name) { try $0.decideOrder(person: $1, decision: decision) }
    }

    /// The next step is the plan once the person has done this.
    func says(_ what: String, _ name: String, _ act: (Client, PersonId) throws -> Void) throws {
        try act(phone.client, phone.me)
        try next([what: name], phone.client.plan())
    }

    /// The next step is the plan that this wake is answered with.
    func woken(_ cause: Cause, location: String? = nil) throws {
        let facts = location == nil ? Facts.ofPatient : .ofTests(notices: true)
        let plan = try phone.client.woken(wake: Wake(cause: cause, facts: facts, moved: nil))
        var event = ["cause": "\(cause)", "network": "\(facts.network)"]
        event["location"] = location
        try next(event, plan)
    }

    /// The next step is the plan that a fix is answered with.
    func found(_ place: Found, steps: UInt32? = nil) throws {
        let fix = LocationFix(
            latitude: place == .home ? 55.7558123 : 55.7858123, longitude: 37.6173, accuracyM: 20,
            isApple: true, source: .fused, ageMs: 0, timeMs: clock.nowMs, isMock: false,
            isCoarse: false, inDeepSleep: false, steps: steps, activity: nil)
        let plan = try phone.client.fixesArrived(person: phone.me, fixes: [fix])
        try next(["fix": place.rawValue], plan)
    }

    func isOver() throws {
        #expect(steps.isEmpty, "nothing else stands there")
    }

    private func next(_ event: [String: String], _ plan: Plan) throws {
        let first = steps.popFirst()
        let step = try #require(first)
        #expect((step.event?.texts ?? [:]) == event, "\(step.about)")
        #expect(plan.named == step.plan.plan.named, "\(step.about)")
    }
}

extension Plan {
    /// With names in place of what is another in each run: ids of order and check; and, where no fix and no
    /// sync is due, the moment that was drawn for this account to fetch its lists or to tell of the day.
    fileprivate var named: Plan {
        let isDrawn = fixEveryS == nil && sync == nil
        return Plan(
            revision: 0, nowMs: nowMs, wakeAtMs: isDrawn ? nil : wakeAtMs, sync: sync,
            awaitsNetwork: awaitsNetwork, notices: notices.map(\.named), renew: renew,
            location: location, fixEveryS: fixEveryS, fixForS: fixForS, fences: fences,
            keepAlive: keepAlive)
    }
}

extension Notice {
    fileprivate var named: Notice {
        let id = id.replacing(/^(order|check)-.+-(\d)$/) { "\($0.output.1)-one-\($0.output.2)" }
        return Notice(
            id: id, kind: kind, person: "me", atMs: atMs, untilMs: untilMs,
            text: Sentence(key: "any", text: text.text), lockScreen: nil)
    }
}
