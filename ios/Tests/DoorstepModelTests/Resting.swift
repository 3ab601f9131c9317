import Doorstep
import DoorstepModel
import Testing

/// The core rests when nobody looks, and never for good.
@Suite(.timeLimit(.minutes(1))) struct Resting {
    @Test func whileItRestsItShowsAndThenGoesOn() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            await handset.engine.suspend()
            #expect(try await handset.view().registration.step == .registered)
            let refused = try await code { try await handset.pass("pharmacy") }
            #expect(refused == .suspended)
            await handset.engine.resume()
            _ = try await handset.pass("pharmacy")
            #expect(try await town.issued().passes == 1)
        }
    }

    @Test func aFolderThatDoesNotOpenIsOpenedByALaterCall() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            _ = try await handset.pass("pharmacy")
            let me = try await handset.me()
            await handset.engine.suspend()
            handset.vault.fail(.unwrap, with: VaultError.Transient, times: 2)
            await handset.engine.resume()
            // The second failure. What is known is shown all the same.
            _ = try await handset.engine.ask {
                try $0.present(person: me, pass: nil, challenge: nil)
            }
            _ = try await handset.pass("rubbish")
            #expect(try await town.issued().passes == 2)
        }
    }

    @Test func itWaitsForWhatATapHasBegun() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            let (hold, rested) = (handset.vault.hold(.sign), Tally())
            defer { hold.release() }
            let pass = Task { try await handset.pass("pharmacy") }
            try await hold.entered()
            let rest = Task {
                await handset.engine.suspend()
                rested.add()
            }
            try await Task.sleep(for: .milliseconds(100))
            #expect(rested.count == 0)
            hold.release()
            await rest.value
            _ = try await pass.value
            let refused = try await code { try await handset.pass("rubbish") }
            #expect(refused == .suspended)
        }
    }

    @Test func aPersonWhoComesBackEndsTheWait() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            let hold = handset.vault.hold(.sign)
            defer { hold.release() }
            let pass = Task { try await handset.pass("pharmacy") }
            try await hold.entered()
            let rests = (0..<2).map { _ in Task { await handset.engine.suspend() } }
            try await Task.sleep(for: .milliseconds(50))
            await handset.engine.resume()
            for rest in rests { await rest.value }
            hold.release()
            _ = try await pass.value
            _ = try await handset.pass("rubbish")
        }
    }

    @Test func whenTheTimeIsOverItWaitsNoLongerAndTheSyncEnds() async throws {
        try await Town.opened { town in
            let calls = Calls()
            let handset = try await Handset.due(in: town, calls: calls)
            town.freeze(true)
            let begun = calls.syncs.count + 1
            let wake = Task { await handset.engine.wake(.refresh) }
            try await calls.syncs.reached(begun)
            let rest = Task { await handset.engine.suspend() }
            try await Task.sleep(for: .milliseconds(50))
            rest.cancel()
            await rest.value
            await wake.value
            town.freeze(false)
            let refused = try await code { try await handset.pass("pharmacy") }
            #expect(refused == .suspended, "it rests once the wake has ended")
            await handset.engine.resume()
            _ = try await handset.pass("pharmacy")
        }
    }
}
