import Doorstep
import DoorstepModel
import Testing

/// The core rests when nobody looks, and never for good.
@Suite(.timeLimit(.minutes(30))) struct Resting {
    @Test func whileItRestsItShowsAndThenGoesOn() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            await phone.engine.suspend()
            #expect(try await phone.view().registration.step == .registered)
            let refused = try await code { try await phone.pass("pharmacy") }
            #expect(refused == .suspended)
            await phone.engine.resume()
            _ = try await phone.pass("pharmacy")
            #expect(try await env.issued().passes == 1)
        }
    }

    @Test func aFolderThatDoesNotOpenIsOpenedByALaterCall() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            _ = try await phone.pass("pharmacy")
            let me = try await phone.me()
            await phone.engine.suspend()
            phone.vault.fail(.unwrap, with: VaultError.Transient, times: 2)
            await phone.engine.resume()
            // The second failure. What is known is shown all the same.
            _ = try await phone.engine.ask {
                try $0.present(person: me, pass: nil, challenge: nil)
            }
            _ = try await phone.pass("rubbish")
            #expect(try await env.issued().passes == 2)
        }
    }

    @Test func itWaitsForWhatATapHasBegun() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            let (hold, rested) = (phone.vault.hold(.sign), Counter())
            defer { hold.release() }
            let pass = Task { try await phone.pass("pharmacy") }
            try await hold.entered()
            let rest = Task {
                await phone.engine.suspend()
                rested.add()
            }
            try await Task.sleep(for: .milliseconds(100))
            #expect(rested.count == 0)
            hold.release()
            await rest.value
            _ = try await pass.value
            let refused = try await code { try await phone.pass("rubbish") }
            #expect(refused == .suspended)
        }
    }

    @Test func aPersonWhoComesBackEndsTheWait() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            let hold = phone.vault.hold(.sign)
            defer { hold.release() }
            let pass = Task { try await phone.pass("pharmacy") }
            try await hold.entered()
            let rests = (0..<2).map { _ in Task { await phone.engine.suspend() } }
            try await Task.sleep(for: .milliseconds(50))
            await phone.engine.resume()
            for rest in rests { await rest.value }
            hold.release()
            _ = try await pass.value
            _ = try await phone.pass("rubbish")
        }
    }

    @Test func whenTheTimeIsOverItWaitsNoLongerAndTheSyncEnds() async throws {
        try await TestEnv.opened { env in
            let calls = RecordedCalls()
            let phone = try await TestPhone.due(in: env, calls: calls)
            env.freeze(true)
            let begun = calls.syncs.count + 1
            let wake = Task { await phone.engine.wake(.refresh) }
            try await calls.syncs.reached(begun)
            let rest = Task { await phone.engine.suspend() }
            try await Task.sleep(for: .milliseconds(50))
            rest.cancel()
            await rest.value
            await wake.value
            env.freeze(false)
            let refused = try await code { try await phone.pass("pharmacy") }
            #expect(refused == .suspended, "it rests once the wake has ended")
            await phone.engine.resume()
            _ = try await phone.pass("pharmacy")
        }
    }
}
