import Doorstep
import DoorstepModel
import Testing

/// Whatever wakes the phone, the plan says what is done.
@Suite(.timeLimit(.minutes(30))) struct Waking {
    @Test func whatIsNotDueAsksNobody() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            // What the phone says of itself is new to the core once.
            await phone.engine.wake(.user)
            let before = try await phone.engine.ask { try $0.snapshot() }
            env.freeze(true)
            let causes: [Cause] = [.user, .refresh, .network, .clock, .zone, .unlocked, .appUpdate]
            for cause in causes { await phone.engine.wake(cause) }
            let after = try await phone.engine.ask { try $0.snapshot() }
            #expect(before == after)
            env.freeze(false)
            _ = phone.system.look()
            await phone.engine.wake(.user)
            #expect(phone.system.look().isEmpty)
            await phone.engine.wake(.refresh)
            #expect(phone.system.look().count == 1, "the time that was spent is set again")
        }
    }

    @Test func whatIsDueIsFetchedAndTheNextTimeIsSet() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            let first = try await phone.engine.ask { try $0.plan() }
            let dueMs = try #require(first.wakeAtMs)
            try await env.wait(seconds: (dueMs - first.nowMs) / 1000 + 60)
            _ = phone.system.look()
            await phone.engine.wake(.refresh)
            let next = try await phone.engine.ask { try $0.plan() }
            #expect(next.sync == nil)
            #expect(try #require(next.wakeAtMs) > next.nowMs)
            #expect(phone.system.look().contains { $0.hasPrefix("wake in ") })
        }
    }

    @Test func whatWaitsGoesWhenThereIsANetworkAndNotBefore() async throws {
        try await TestEnv.opened { env in
            // Nobody listens there: for the phone that is no network.
            let before = TestPhone(in: env, url: "https://127.0.0.1:1")
            try await before.register()
            _ = try await settled(before)
            await before.engine.suspend()
            let phone = TestPhone(in: env, vault: before.vault)
            let plan = try await phone.engine.ask { try $0.plan() }
            #expect((plan.sync == nil, plan.awaitsNetwork) == (true, true))
            await phone.engine.wake(.refresh)
            #expect(try await phone.view().registration.step == .waitingToSend)
            await phone.engine.wake(.network)
            try await phone.drawn { $0.people[0].registration.step == .codeSent }
        }
    }

    @Test func aNetworkThatComesIsTriedAtOnceForThePersonWhoWaits() async throws {
        try await TestEnv.opened { env in
            let phone = TestPhone(in: env, url: "https://127.0.0.1:1")
            try await phone.register()
            let first = try await settled(phone)
            await phone.engine.wake(.refresh)
            let second = try await phone.engine.ask { try $0.plan() }
            #expect(second.wakeAtMs == first.wakeAtMs, "it is not yet time")
            await phone.engine.wake(.network)
            let third = try await phone.engine.ask { try $0.plan() }
            #expect(third.wakeAtMs != first.wakeAtMs, "it was tried")
        }
    }

    @Test func aFormThatIsCancelledIsKept() async throws {
        try await TestEnv.opened { env in
            let phone = TestPhone(in: env)
            let me = try await phone.me()
            env.freeze(true)
            let form = Task {
                try await phone.engine.ask { client in
                    try await withCancelHandle { handle in
                        try await client.register(
                            person: me, phone: Phone.number, initials: nil, document: nil,
                            cancel: handle)
                    }
                }
            }
            try await phone.drawn { $0.people[0].registration.step == .waitingToSend }
            form.cancel()
            #expect(try await code { try await form.value } == .stopped)
            env.freeze(false)
            await phone.engine.wake(.network)
            try await phone.drawn { $0.people[0].registration.step == .codeSent }
        }
    }

    @Test func aWakeWhoseTimeIsOverEnds() async throws {
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let phone = try await TestPhone.due(in: env, calls: calls)
            env.freeze(true)
            let begun = calls.syncs.count + 1
            let wake = Task { await phone.engine.wake(.refresh) }
            try await calls.syncs.reached(begun)
            wake.cancel()
            await wake.value
            await phone.engine.suspend()
            env.freeze(false)
            await phone.engine.resume()
            _ = try await phone.pass("pharmacy")
        }
    }

    /// The plan once the sync is over that the first one asks for.
    private func settled(_ phone: TestPhone) async throws -> Plan {
        await phone.engine.suspend()
        await phone.engine.resume()
        return try await phone.engine.ask { try $0.plan() }
    }

    @Test func noticesAreShownAgainOnceTheyAreAllowed() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            _ = try await phone.pass("groceries")
            let shown = phone.system.look().filter { $0.hasPrefix("show ") }
            #expect(!shown.isEmpty)
            phone.said.with { $0 = .ofTests(notices: false) }
            await phone.engine.factsChanged()
            #expect(phone.system.look().isEmpty)
            phone.said.with { $0 = .ofTests(notices: true) }
            await phone.engine.factsChanged()
            let again = phone.system.look().filter { $0.hasPrefix("show ") }
            #expect(again.count == shown.count)
        }
    }
}
