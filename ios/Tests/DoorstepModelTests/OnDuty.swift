import Doorstep
import DoorstepModel
import Testing

/// While an order runs the phone looks, tells, and rests only where it does not fight that.
@Suite(.timeLimit(.minutes(30))) struct OnDuty {
    @Test func anOrderThatBeginsIsWatchedOver() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.patient(in: env)
            let calls = phone.system.look()
            #expect(calls.contains("keep alive"))
            let plan = try await phone.engine.ask { try $0.plan() }
            let everyS = try #require(plan.fixEveryS)
            #expect(calls.contains { $0.hasPrefix("locate \(plan.location) every \(everyS)") })
            #expect(calls.contains { $0.hasPrefix("fences ") && $0 != "fences none" })
        }
    }

    @Test func aWakeTellsHowThePhoneWasMoved() async throws {
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let phone = try await TestPhone.patient(in: env, calls: calls)
            phone.moved.with { $0 = Moved(steps: 12, activity: nil) }
            await phone.engine.wake(.fence)
            phone.moved.with { $0 = nil }
            await phone.engine.wake(.significantChange)
            let wakes = calls.look().filter { $0.hasPrefix("woken") }
            #expect(wakes == ["woken fence, 12 steps", "woken significantChange"])
        }
    }

    @Test func stepsAreToldOnceAlsoByAWakeThatWaitsForASync() async throws {
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let phone = try await TestPhone.due(in: env, calls: calls)
            env.freeze(true)
            let begun = calls.syncs.count + 1
            let first = Task { await phone.engine.wake(.user) }
            try await calls.syncs.reached(begun)
            _ = calls.look()
            phone.moved.with { $0 = Moved(steps: 12, activity: nil) }
            let second = Task { await phone.engine.wake(.fence) }
            while !calls.has("woken fence, 12 steps") {
                try await Task.sleep(for: .milliseconds(5))
            }
            env.freeze(false)
            await first.value
            await second.value
            let wakes = calls.look().filter { $0.hasPrefix("woken") }
            #expect(wakes == ["woken fence, 12 steps", "woken fence"])
        }
    }

    @Test func fixesAreHandedToWhoIsUnderQuarantine() async throws {
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let phone = try await TestPhone.patient(in: env, calls: calls)
            _ = try await phone.engine.ask { try $0.addPerson(isChild: false) }
            #expect(try await phone.view().quarantine?.state != .home)
            await phone.arrive(in: env)
            #expect(calls.look().filter { $0.hasPrefix("fixes") } == ["fixes [\"uncounted\"]"])
            #expect(try await phone.view().quarantine?.state == .home)
            let me = try await phone.me()
            let entries = try await phone.engine.ask {
                try $0.journal(person: me, from: nil, most: 100).entries
            }
            #expect(entries.filter { $0.kind == "fix" }.count == 1)
        }
    }

    @Test func whoRunsOnKeepsTheFolderAndWritesDownWhatComes() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.patient(in: env)
            phone.system.allowsRunningOn.with { $0 = true }
            await phone.engine.suspend()
            await phone.arrive(in: env)
            #expect(try await phone.view().quarantine?.state == .home)
        }
    }

    @Test func whoMayNotRunOnSleepsAndGoesOnWhenItIsWoken() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.patient(in: env)
            await phone.engine.suspend()
            await phone.arrive(in: env)
            #expect(try await phone.view().quarantine?.state != .home, "it sleeps")
            await phone.engine.resume()
            await phone.arrive(in: env)
            await phone.engine.suspend()
            #expect(try await phone.view().quarantine?.state == .home)
        }
    }

    @Test func theEndOfADutyLetsItSleep() async throws {
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let phone = try await TestPhone.patient(in: env, calls: calls)
            phone.system.allowsRunningOn.with { $0 = true }
            await phone.engine.suspend()
            let me = try await phone.me()
            _ = phone.system.look()
            try await phone.engine.ask { try $0.decideOrder(person: me, decision: .notMine) }
            let ended = phone.system.look()
            #expect(ended.contains("let sleep") && ended.contains("locate off"))
            #expect(ended.contains("fences none"))
            await phone.engine.suspend()
            #expect(try await code { try await phone.pass("pharmacy") } == .suspended)
        }
    }

    @Test func whoLooksInVainIsToldWhatIsMissing() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.patient(in: env)
            #expect(try await phone.view().quarantine?.accesses == [])
            phone.said.with { $0 = .ofTests(notices: false) }
            await phone.engine.factsChanged()
            let missing = try await phone.view().quarantine?.accesses.map(\.access)
            #expect(missing?.first == .location)
            #expect(phone.system.look().contains("locate off"), "nothing is asked of who refuses")
        }
    }
}

extension TestPhone {
    /// The system tells that it is at home.
    fileprivate func arrive(in env: TestEnv) async {
        let readings = Readings(
            clock: env.clock, readToMs: { nil }, keep: { _ in }, count: { _, _ in nil })
        guard let heard = try? env.clock.read() else { return }
        await engine.arrived(await readings.fixes(of: [.atHome(heard: heard)]))
    }
}
