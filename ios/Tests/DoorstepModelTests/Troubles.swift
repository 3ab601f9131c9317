import Doorstep
import DoorstepModel
import Testing

/// What goes wrong is said, nothing is lost, and the next call goes on.
@Suite(.timeLimit(.minutes(30))) struct Troubles {
    @Test(arguments: [(VaultError.Transient, ErrorCode.vaultBusy), (.Locked, .vaultLocked)])
    func aVaultThatFailsAtOpeningIsAskedAgainAtTheNextWake(
        error: VaultError, said: ErrorCode
    ) async throws {
        try await TestEnv.opened { env in
            let before = try await env.resident()
            before.client.shutdown()
            let phone = TestPhone(in: env, "phone", vault: before.vault)
            before.vault.fail(.unwrap, with: error)
            await phone.engine.wake(.user)
            #expect(await phone.model.trouble?.code == said)
            #expect(await phone.model.snapshot == nil)
            await phone.engine.wake(.unlocked)
            try await phone.drawn { $0.people[0].registration.step == .registered }
            #expect(await phone.model.trouble == nil)
        }
    }

    @Test func anAuthorityThatIsAwayIsWaitedForByTheForm() async throws {
        try await TestEnv.opened { env in
            let phone = TestPhone(in: env)
            try await env.close()
            let answer = try await phone.register()
            guard case .waitingToSend(let why) = answer else { throw Unexpected(answer: answer) }
            #expect(why.kind == .network)
            #expect(phone.system.look().contains("network wait"))
            try await phone.drawn { $0.people[0].registration.step == .waitingToSend }
            await phone.engine.wake(.network)
            #expect(try await phone.view().registration.step == .waitingToSend)
        }
    }

    @Test func anAuthorityThatIsAwayIsWaitedForAtTheCode() async throws {
        try await TestEnv.opened { env in
            let phone = TestPhone(in: env)
            try await phone.register()
            let code = try await env.code()
            try await env.close()
            let answer = try await phone.confirm(code)
            guard case .waitingToSend(let why) = answer else { throw Unexpected(answer: answer) }
            #expect(why.kind == .network)
            await phone.engine.wake(.network)
            #expect(try await phone.view().registration.step != .registered)
        }
    }

    @Test func anAuthorityThatIsAwayIsWaitedForByAPass() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            _ = phone.system.look()
            try await env.close()
            let answer = try await phone.pass("groceries")
            guard case .waitingToSend(_, _, let why) = answer else {
                throw Unexpected(answer: answer)
            }
            #expect(why.kind == .network)
            #expect(phone.system.look().contains("network wait"))
            try await phone.drawn { $0.people[0].waiting.map(\.purpose) == ["groceries"] }
            await phone.engine.wake(.network)
            try await phone.drawn { $0.people[0].waiting.map(\.purpose) == ["groceries"] }
        }
    }

    @Test func anAuthorityThatIsAwayIsSaidAtThePaperAndThePassStays() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            _ = try await phone.pass("groceries")
            let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
            try await env.close()
            let paper = await runner.ask(engine) {
                try await $0.paper(person: me, pass: nil, cancel: nil)
            }
            #expect(paper == nil)
            #expect(await runner.trouble?.kind == .network)
            #expect(try await phone.view().passes.map(\.purpose) == ["groceries"])
        }
    }

    @Test func anAuthorityThatIsAwayIsSaidToTheInspectorAndTheListsStay() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            _ = try await phone.pass("groceries")
            let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
            let code = try await engine.ask {
                try $0.present(person: me, pass: nil, challenge: nil).typedCode
            }
            let before = try await engine.ask { try $0.snapshot().lists }
            try await env.close()
            await runner.ask(engine) { try await $0.inspector().refresh(cancel: nil) }
            #expect(await runner.trouble?.kind == .network)
            #expect(try await engine.ask { try $0.snapshot().lists } == before)
            let (inspector, typed) = (InspectorModel(), try #require(code))
            await inspector.lookUp(typed, by: engine, at: runner)
            #expect(await inspector.answer?.verdict == .cannotTell)
            #expect(await runner.trouble == nil, "it is an answer")
        }
    }
}
