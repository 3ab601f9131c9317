import Doorstep
import DoorstepModel
import Testing

/// Whatever wakes the phone, the plan says what is done.
@Suite(.timeLimit(.minutes(1))) struct Waking {
    @Test func whatIsNotDueAsksNobody() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            let before = try await handset.engine.ask { try $0.snapshot() }
            town.freeze(true)
            for cause in Cause.allCases { await handset.engine.wake(cause) }
            let after = try await handset.engine.ask { try $0.snapshot() }
            #expect(before == after)
            town.freeze(false)
            _ = handset.system.look()
            await handset.engine.wake(.user)
            #expect(handset.system.look().isEmpty)
            await handset.engine.wake(.refresh)
            #expect(handset.system.look().count == 1, "the time that was spent is set again")
        }
    }

    @Test func whatIsDueIsFetchedAndTheNextTimeIsSet() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            let first = try await handset.engine.ask { try $0.plan() }
            let dueMs = try #require(first.wakeAtMs)
            try await town.wait(seconds: (dueMs - first.nowMs) / 1000 + 60)
            _ = handset.system.look()
            await handset.engine.wake(.refresh)
            let next = try await handset.engine.ask { try $0.plan() }
            #expect(!next.syncNow)
            #expect(try #require(next.wakeAtMs) > next.nowMs)
            #expect(handset.system.look().contains { $0.hasPrefix("wake in ") })
        }
    }

    @Test func whatWaitsGoesWhenThereIsANetworkAndNotBefore() async throws {
        try await Town.opened { town in
            // Nobody listens there: for the phone that is no network.
            let before = Handset(in: town, url: "https://127.0.0.1:1")
            try await before.register()
            _ = try await settled(before)
            await before.engine.suspend()
            let handset = Handset(in: town, vault: before.vault)
            let plan = try await handset.engine.ask { try $0.plan() }
            #expect((plan.syncNow, plan.awaitsNetwork) == (false, true))
            await handset.engine.wake(.refresh)
            #expect(try await handset.view().registration.step == .waitingToSend)
            await handset.engine.wake(.network)
            try await handset.drawn { $0.people[0].registration.step == .codeSent }
        }
    }

    @Test func aNetworkThatComesIsTriedAtOnceForThePersonWhoWaits() async throws {
        try await Town.opened { town in
            let handset = Handset(in: town, url: "https://127.0.0.1:1")
            try await handset.register()
            let first = try await settled(handset)
            await handset.engine.wake(.refresh)
            let second = try await handset.engine.ask { try $0.plan() }
            #expect(second.wakeAtMs == first.wakeAtMs, "it is not yet time")
            await handset.engine.wake(.network)
            let third = try await handset.engine.ask { try $0.plan() }
            #expect(third.wakeAtMs != first.wakeAtMs, "it was tried")
        }
    }

    @Test func aFormThatIsCancelledIsKept() async throws {
        try await Town.opened { town in
            let handset = Handset(in: town)
            let me = try await handset.me()
            town.freeze(true)
            let form = Task {
                try await handset.engine.ask { client in
                    try await withCancelHandle { handle in
                        try await client.register(
                            person: me, phone: Phone.number, initials: nil, document: nil,
                            cancel: handle)
                    }
                }
            }
            try await handset.drawn { $0.people[0].registration.step == .waitingToSend }
            form.cancel()
            #expect(try await code { try await form.value } == .stopped)
            town.freeze(false)
            await handset.engine.wake(.network)
            try await handset.drawn { $0.people[0].registration.step == .codeSent }
        }
    }

    @Test func aWakeWhoseTimeIsOverEnds() async throws {
        try await Town.opened { town in
            let calls = Calls()
            let handset = try await Handset.due(in: town, calls: calls)
            town.freeze(true)
            let begun = calls.syncs.count + 1
            let wake = Task { await handset.engine.wake(.refresh) }
            try await calls.syncs.reached(begun)
            wake.cancel()
            await wake.value
            await handset.engine.suspend()
            town.freeze(false)
            await handset.engine.resume()
            _ = try await handset.pass("pharmacy")
        }
    }

    /// The plan once the sync is over that the first one asks for.
    private func settled(_ handset: Handset) async throws -> Plan {
        while true {
            let plan = try await handset.engine.ask { try $0.plan() }
            if !plan.syncNow { return plan }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test func noticesAreShownAgainOnceTheyAreAllowed() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            _ = try await handset.pass("groceries")
            let shown = handset.system.look().filter { $0.hasPrefix("show ") }
            #expect(!shown.isEmpty)
            await handset.engine.noticesAllowed()
            let again = handset.system.look().filter { $0.hasPrefix("show ") }
            #expect(again.count == shown.count)
        }
    }
}
