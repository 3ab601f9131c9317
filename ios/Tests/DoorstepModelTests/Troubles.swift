import Doorstep
import DoorstepModel
import Testing

/// What goes wrong is said, nothing is lost, and the next call goes on.
@Suite(.timeLimit(.minutes(1))) struct Troubles {
    @Test(arguments: [(VaultError.Transient, ErrorCode.vaultBusy), (.Locked, .vaultLocked)])
    func aVaultThatFailsAtOpeningIsAskedAgainAtTheNextWake(
        error: VaultError, said: ErrorCode
    ) async throws {
        try await Town.opened { town in
            let before = try await town.resident()
            before.client.shutdown()
            let handset = Handset(in: town, "phone", vault: before.vault)
            before.vault.fail(.unwrap, with: error)
            await handset.engine.wake(.user)
            #expect(await handset.model.trouble?.code == said)
            #expect(await handset.model.snapshot == nil)
            await handset.engine.wake(.unlocked)
            try await handset.drawn { $0.people[0].registration.step == .registered }
            #expect(await handset.model.trouble == nil)
        }
    }

    @Test func anAuthorityThatIsAwayIsWaitedForByTheForm() async throws {
        try await Town.opened { town in
            let handset = Handset(in: town)
            try await town.close()
            let answer = try await handset.register()
            guard case .waitingToSend(let why) = answer else { throw Unexpected(answer: answer) }
            #expect(why.kind == .network)
            #expect(handset.system.look().contains("network wait"))
            try await handset.drawn { $0.people[0].registration.step == .waitingToSend }
            await handset.engine.wake(.network)
            #expect(try await handset.view().registration.step == .waitingToSend)
        }
    }

    @Test func anAuthorityThatIsAwayIsWaitedForAtTheCode() async throws {
        try await Town.opened { town in
            let handset = Handset(in: town)
            try await handset.register()
            let code = try await town.code()
            try await town.close()
            let answer = try await handset.confirm(code)
            guard case .waitingToSend(let why) = answer else { throw Unexpected(answer: answer) }
            #expect(why.kind == .network)
            await handset.engine.wake(.network)
            #expect(try await handset.view().registration.step != .registered)
        }
    }

    @Test func anAuthorityThatIsAwayIsWaitedForByAPass() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            _ = handset.system.look()
            try await town.close()
            let answer = try await handset.pass("groceries")
            guard case .waitingToSend(_, _, let why) = answer else {
                throw Unexpected(answer: answer)
            }
            #expect(why.kind == .network)
            #expect(handset.system.look().contains("network wait"))
            try await handset.drawn { $0.people[0].waiting.map(\.purpose) == ["groceries"] }
            await handset.engine.wake(.network)
            try await handset.drawn { $0.people[0].waiting.map(\.purpose) == ["groceries"] }
        }
    }

    @Test func anAuthorityThatIsAwayIsSaidAtThePaperAndThePassStays() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            _ = try await handset.pass("groceries")
            let (me, engine, desk) = (try await handset.me(), handset.engine, handset.desk)
            try await town.close()
            let paper = await desk.ask(engine) {
                try await $0.paper(person: me, pass: nil, cancel: nil)
            }
            #expect(paper == nil)
            #expect(await desk.trouble?.kind == .network)
            #expect(try await handset.view().passes.map(\.purpose) == ["groceries"])
        }
    }

    @Test func anAuthorityThatIsAwayIsSaidToTheInspectorAndTheListsStay() async throws {
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            _ = try await handset.pass("groceries")
            let (me, engine, desk) = (try await handset.me(), handset.engine, handset.desk)
            let code = try await engine.ask {
                try $0.present(person: me, pass: nil, challenge: nil).typedCode
            }
            let before = try await engine.ask { try $0.snapshot().lists }
            try await town.close()
            await desk.ask(engine) { try await $0.inspector().refresh(cancel: nil) }
            #expect(await desk.trouble?.kind == .network)
            #expect(try await engine.ask { try $0.snapshot().lists } == before)
            let (bench, typed) = (Bench(), try #require(code))
            await bench.lookUp(typed, by: engine, at: desk)
            #expect(await bench.answer?.verdict == .cannotTell)
            #expect(await desk.trouble == nil, "it is an answer")
        }
    }
}
