import Doorstep
import DoorstepModel
import Testing

/// One sync runs at a time, for whom it is for.
@Suite(.timeLimit(.minutes(1))) struct Syncing {
    @Test func twoThatWantASyncGetOne() async throws {
        try await Town.opened { town in
            let calls = Calls()
            let handset = try await Handset.due(in: town, calls: calls)
            town.freeze(true)
            let begun = calls.syncs.count + 1
            let first = Task { await handset.engine.wake(.user) }
            try await calls.syncs.reached(begun)
            let second = Task { await handset.engine.wake(.refresh) }
            try await Task.sleep(for: .milliseconds(50))
            town.freeze(false)
            await first.value
            await second.value
            #expect(calls.look().filter(isSync) == ["sync background"])
            #expect(try await !handset.engine.ask { try $0.plan() }.syncNow)
        }
    }

    @Test func theSystemsTimeIsOverForWhoeverBeganIt() async throws {
        try await Town.opened { town in
            let calls = Calls()
            let handset = try await Handset.due(in: town, calls: calls)
            town.freeze(true)
            let begun = calls.syncs.count + 1
            let first = Task { await handset.engine.wake(.user) }
            try await calls.syncs.reached(begun)
            let second = Task { await handset.engine.wake(.refresh) }
            second.cancel()
            await second.value
            await first.value
            town.freeze(false)
            #expect(calls.look().filter(isSync).count == 1)
        }
    }

    @Test func aNetworkIsForThePersonWhoWaitsAndATimeForNobody() async throws {
        try await Town.opened { town in
            let calls = Calls()
            let waiting = Handset(in: town, url: "https://127.0.0.1:1", calls: calls)
            try await waiting.register()
            while try await waiting.engine.ask({ try $0.plan() }).syncNow {
                try await Task.sleep(for: .milliseconds(5))
            }
            _ = calls.look()
            await waiting.engine.wake(.network)
            #expect(calls.look().filter(isSync) == ["sync person"])
        }
        try await Town.opened { town in
            let calls = Calls()
            let handset = try await Handset.due(in: town, calls: calls)
            await handset.engine.wake(.network)
            #expect(calls.look().filter(isSync) == ["sync background"], "nobody waits")
        }
    }

    private func isSync(_ line: String) -> Bool { line.hasPrefix("sync ") }
}
