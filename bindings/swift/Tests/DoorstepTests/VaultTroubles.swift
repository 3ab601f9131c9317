import Doorstep
import Testing

/// A vault that fails: an error is not a loss.
@Suite(.timeLimit(.minutes(30))) struct VaultTroubles {
    /// What no protocol of the core declares.
    struct Undeclared: Error {}

    @Test(arguments: [VaultError.Transient as any Error & Sendable, Undeclared()])
    func oneThatFailsForAWhileIsAskedAgain(error: any Error & Sendable) async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me, vault) = (phone.client, phone.me, phone.vault)
            vault.fail(.createSigningKey, with: error)
            let asked = try await code { try await phone.pass("pharmacy") }
            #expect(asked == .vaultBusy)
            vault.fail(.sign, with: error)
            let waiting = try await client.requestPass(person: me, purpose: "pharmacy")
            guard case .waitingToSend("pharmacy", _, let why) = waiting else {
                throw Unexpected(answer: waiting)
            }
            #expect((why.code, why.kind) == (.vaultBusy, .vault))
            #expect(try await client.sync(urgency: .person).settled == 1)
            #expect(try client.passes(person: me).count == 1)
            vault.fail(.sign, with: error)
            #expect(try await code { try client.present(person: me) } == .vaultBusy)
            #expect(try client.present(person: me).pass?.purpose == "pharmacy")
            #expect(try await env.issued().passes == 1)
        }
    }

    @Test func oneThatWasNotUnlockedYetLosesNothing() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let pass = try await phone.pass("groceries")
            let keys = phone.vault.keys
            phone.vault.fail(.unwrap, with: VaultError.Locked)
            do {
                _ = try phone.restarted()
                Issue.record("it opened behind a locked vault")
            } catch ClientError.Vault(let trouble) {
                #expect(trouble.code == .vaultLocked)
            }
            let unlocked = try phone.opened()
            #expect(try unlocked.client.passes(person: unlocked.me) == [pass])
            #expect(try unlocked.view().registration.step == .registered)
            #expect(try unlocked.client.present(person: unlocked.me).pass == pass)
            #expect(unlocked.vault.keys == keys)
        }
    }

    @Test func oneThatFailsWhileItIsOpenedIsAskedAgain() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            phone.vault.fail(.unwrap, with: Undeclared())
            #expect(try await code { try phone.restarted() } == .vaultBusy)
            #expect(try phone.opened().view().registration.step == .registered)
        }
    }

    @Test(arguments: [
        (VaultError.Transient, ErrorCode.vaultBusy), (.Locked, .vaultLocked),
        (.Unsupported, .vaultUnsupported), (.Missing, .keyLost), (.Invalidated, .keyLost),
    ])
    func whatItThrowsIsWhatIsSaid(error: VaultError, said: ErrorCode) async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            _ = try await phone.pass("pharmacy")
            phone.vault.fail(.sign, with: error)
            #expect(try await code { try phone.client.present(person: phone.me) } == said)
        }
    }

    @Test func hardwareThatCannotIsSaidSo() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            phone.vault.fail(.createSigningKey, with: VaultError.Unsupported)
            let waits = try await phone.client.register(person: phone.me, phone: Phone.number)
            guard case .waitingToSend(let why) = waits else { throw Unexpected(answer: waits) }
            #expect((why.code, why.kind) == (.vaultUnsupported, .vault))
            #expect(try phone.view().registration.step == .waitingToSend)
            #expect(try await phone.client.sync(urgency: .person).problem == nil)
            #expect(try phone.view().registration.step == .codeSent)
        }
    }
}
