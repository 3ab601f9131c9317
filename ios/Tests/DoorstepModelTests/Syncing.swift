import Doorstep
import DoorstepModel
import Testing

/// One sync runs at a time, for whom it is for.
@Suite(.timeLimit(.minutes(30))) struct Syncing {
    @Test func twoThatWantASyncGetOne() async throws {
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let phone = try await TestPhone.due(in: env, calls: calls)
            env.freeze(true)
            let begun = calls.syncs.count + 1
            let first = Task { await phone.engine.wake(.user) }
            try await calls.syncs.reached(begun)
            let second = Task { await phone.engine.wake(.refresh) }
            try await Task.sleep(for: .milliseconds(50))
            env.freeze(false)
            await first.value
            await second.value
            #expect(calls.look().filter(isSync) == ["sync background"])
            #expect(phone.system.times.count == 1, "the system's time was taken for it")
            #expect(try await phone.engine.ask { try $0.plan() }.sync == nil)
        }
    }

    @Test func theSystemsTimeIsOverForWhoeverBeganIt() async throws {
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let phone = try await TestPhone.due(in: env, calls: calls)
            env.freeze(true)
            let begun = calls.syncs.count + 1
            let first = Task { await phone.engine.wake(.user) }
            try await calls.syncs.reached(begun)
            let second = Task { await phone.engine.wake(.refresh) }
            second.cancel()
            await second.value
            await first.value
            env.freeze(false)
            #expect(calls.look().filter(isSync).count == 1)
        }
    }

    @Test func aNetworkIsForThePersonWhoWaitsAndATimeForNobody() async throws {
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let waiting = TestPhone(in: env, url: "https://127.0.0.1:1", calls: calls)
            try await waiting.register()
            while try await waiting.engine.ask({ try $0.plan() }).sync != nil {
                try await Task.sleep(for: .milliseconds(5))
            }
            _ = calls.look()
            await waiting.engine.wake(.network)
            #expect(calls.look().filter(isSync) == ["sync person"])
        }
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let phone = try await TestPhone.due(in: env, calls: calls)
            await phone.engine.wake(.network)
            #expect(calls.look().filter(isSync) == ["sync background"], "nobody waits")
        }
    }

    private func isSync(_ line: String) -> Bool { line.hasPrefix("sync ") }
}
