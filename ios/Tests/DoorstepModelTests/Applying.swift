import Doorstep
import DoorstepModel
import Testing

/// Plans are carried out, each difference once.
@Suite struct Applying {
    @Test func aDayGoesAsOnTheOtherPhone() throws {
        for day in try Day.all() {
            let system = RecordingPorts()
            var apply = Apply(ports: system.ports)
            for step in day {
                apply.follow(step.plan.plan)
                #expect(system.look() == step.calls, "\(step.about)")
            }
        }
    }

    @Test func aPlanThatIsAppliedTwiceDoesNothing() throws {
        for day in try Day.all() {
            let system = RecordingPorts()
            var apply = Apply(ports: system.ports)
            for step in day {
                apply.follow(step.plan.plan)
                _ = system.look()
                apply.follow(step.plan.plan.renewing(.nothing))
                #expect(system.look().isEmpty, "\(step.about)")
            }
        }
    }

    @Test func aNewProcessShowsNothingTwice() throws {
        for step in try Day.all().joined() {
            let before = RecordingPorts()
            var apply = Apply(ports: before.ports)
            apply.follow(step.plan.plan)
            let system = RecordingPorts(standing: before.shown, fences: step.plan.plan.fences)
            apply = Apply(ports: system.ports)
            apply.follow(step.plan.plan.renewing(.nothing))
            let again = ["show", "take", "fences"]
            #expect(!system.look().contains { line in again.contains { line.hasPrefix($0) } })
        }
    }

    @Test func aNewProcessTakesDownWhatIsNoLongerListed() {
        let system = RecordingPorts(standing: [
            PostedNotice(id: "one", atMs: 5, text: "One."),
            PostedNotice(id: "two", atMs: 6, text: "Two."),
        ])
        var apply = Apply(ports: system.ports)
        apply.follow(plan([("two", 7, "Two.")]))
        #expect(system.look() == ["take one", "show two in 7: Two."])
    }

    @Test func aTimeThatIsSpentIsSetAnew() throws {
        let system = RecordingPorts()
        var apply = Apply(ports: system.ports)
        let step = try #require(try Day.read().steps.first { $0.plan.wakeAtMs != nil })
        let plan = Plan(
            revision: 1, nowMs: step.plan.nowMs, wakeAtMs: step.plan.nowMs + 9, sync: nil,
            awaitsNetwork: false, notices: [], renew: .nothing, location: .off)
        apply.follow(plan)
        apply.follow(plan.renewing(.wakeTime))
        apply.follow(plan)
        #expect(system.look() == ["wake in 9", "wake in 9"])
    }

    @Test func aClockThatWasSetMovesWhatWaitsAndNothingThatWasShown() {
        let system = RecordingPorts()
        var apply = Apply(ports: system.ports)
        apply.follow(plan([("one", -5, "Shown."), ("two", 50, "Waits.")]))
        _ = system.look()
        let then = plan([("one", -5, "Shown."), ("two", 50, "Waits.")], nowMs: 20)
        apply.follow(then.renewing(.times))
        #expect(system.look() == ["wake never", "show two in 30: Waits."])
        apply.follow(then)
        #expect(system.look().isEmpty)
    }

    @Test func whatWasNotAllowedIsShownOnceItIs() {
        let system = RecordingPorts()
        var apply = Apply(ports: system.ports)
        apply.follow(plan([("one", 7, "One.")]))
        _ = system.look()
        apply.follow(plan([("one", 7, "One.")]).renewing(.everything))
        #expect(system.look() == ["wake never", "show one in 7: One."])
    }

    @Test func whatOthersMayNotReadIsNotHandedOver() {
        let system = RecordingPorts()
        var apply = Apply(ports: system.ports)
        let check = Notice(
            id: "one", kind: .check, person: "me", atMs: 7, untilMs: 8,
            text: Sentence(key: "any", text: "Are you at home?"),
            lockScreen: Sentence(key: "any", text: "A question."))
        apply.follow(
            Plan(
                revision: 1, nowMs: 0, wakeAtMs: nil, sync: nil, awaitsNetwork: false,
                notices: [check], renew: .nothing, location: .off))
        #expect(system.look() == ["show one in 7: A question."])
    }

    private func plan(_ notices: [(String, Int64, String)], nowMs: Int64 = 0) -> Plan {
        let notices = notices.map { id, atMs, text in
            Notice(
                id: id, kind: .reminder, person: "me", atMs: atMs, untilMs: atMs + 1,
                text: Sentence(key: "any", text: text),
                lockScreen: nil)
        }
        return Plan(
            revision: 1, nowMs: nowMs, wakeAtMs: nil, sync: nil, awaitsNetwork: false,
            notices: notices, renew: .nothing, location: .off)
    }
}

extension Plan {
    /// The same plan, with this to be handed over again.
    fileprivate func renewing(_ renew: Renew) -> Plan {
        Plan(
            revision: revision, nowMs: nowMs, wakeAtMs: wakeAtMs, sync: sync,
            awaitsNetwork: awaitsNetwork, notices: notices, renew: renew, location: location,
            fixEveryS: fixEveryS, fixForS: fixForS, fences: fences, keepAlive: keepAlive)
    }
}
