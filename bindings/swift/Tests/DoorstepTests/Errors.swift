import Doorstep
import Testing

/// Every error says by its kind what a person can do, and by its code which one it is.
@Suite(.timeLimit(.minutes(30))) struct Errors {
    @Test func whatWasTypedIsToBeCorrected() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let (client, me) = (phone.client, phone.me)
            #expect(
                try await code { try await client.register(person: me, phone: "12") }
                    == .phoneInvalid)
            _ = try await client.register(person: me, phone: Phone.number)
            let sent = try await env.code()
            let another = sent == "123456" ? "123457" : "123456"
            #expect(
                try await code { try await client.confirm(person: me, code: another) } == .codeWrong
            )
            #expect(
                try await code { try await client.confirm(person: me, code: "12") }
                    == .codeMalformed)
            #expect(try await client.confirm(person: me, code: sent) == .registered)
            for challenge in ["1234567", "1234567a", ""] {
                let asked = try await code { try client.present(person: me, challenge: challenge) }
                #expect(asked == .challengeMalformed)
                let care = client.emergency(person: me, challenge: challenge)
                #expect(care.trouble?.code == .challengeMalformed)
            }
            for pass in ["", "1", "0123456789abcdef0123456789abcdef"] {
                let shown = try await code { try client.present(person: me, pass: pass) }
                #expect(shown == .passUnknown)
            }
        }
    }

    @Test func whoIsNotRegisteredIsToRegister() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let (client, me) = (phone.client, phone.me)
            let asked = try await code {
                try await client.requestPass(person: me, purpose: "groceries")
            }
            #expect(asked == .notRegistered)
            let confirmed = try await code { try await client.confirm(person: me, code: "123456") }
            #expect(confirmed == .noRegistration)
            #expect(client.emergency(person: me).trouble?.code == .notRegistered)
            #expect(try await code { try client.passes(person: "nobody") } == .personUnknown)
            #expect(try await code { try client.passes(person: "7") } == .personUnknown)
            #expect(try await code { try client.present(person: me) } == .passUnknown)
        }
    }

    @Test func theRulesSayNoAndUntilWhen() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let refused = { (purpose: String) in
                try await code { try await client.requestPass(person: me, purpose: purpose) }
            }
            #expect(try await refused("nearby") == .noPassNeeded)
            #expect(try await refused("opera") == .purposeUnknown)
            let again = try await code {
                try await client.register(person: me, phone: Phone.number)
            }
            #expect(again == .alreadyRegistered)
            _ = try await phone.pass("groceries")
            _ = try await phone.pass("groceries")
            do {
                _ = try await phone.pass("groceries")
                Issue.record("a third pass was issued")
            } catch ClientError.Wait(let trouble) {
                #expect(trouble.code == .quotaUsed)
                // It is noon at the region; its next day begins in twelve hours.
                #expect(trouble.retryAtMs == env.clock.nowMs + 12 * 3_600_000)
            }
            #expect(try await env.issued().passes == 2)
        }
    }

    @Test func anErrorIsSaidInTheLanguageThatIsSetAndPrintsAsItsCode() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            var said: [String] = []
            for language in ["en", "ru", "tlh"] {
                try phone.client.setLanguage(tag: language)
                do {
                    _ = try await phone.client.register(person: phone.me, phone: "12 secret")
                } catch let error as ClientError {
                    guard case .Correct(let trouble) = error else { throw error }
                    #expect(trouble == error.trouble() && trouble.code == error.code())
                    #expect(trouble.kind == .correct && !trouble.next.text.isEmpty)
                    #expect("\(error)" == "phone-invalid")
                    said.append(trouble.text.text)
                }
            }
            #expect(said.count == 3 && said[0] != said[1] && said[0] == said[2])
        }
    }

    @Test func withoutANetworkItWaitsWhichIsNoError() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            try await env.close()
            let asked = try await phone.client.requestPass(person: phone.me, purpose: "rubbish")
            guard case .waitingToSend("rubbish", let giveUpAtMs, let why) = asked else {
                throw Unexpected(answer: asked)
            }
            #expect((why.code, why.kind) == (.offline, .network))
            #expect(giveUpAtMs > env.clock.nowMs)
            let report = try await phone.client.sync(urgency: .person)
            #expect((report.waiting, report.problem?.code) == (1, .offline))
            let inspector = try phone.client.inspector()
            #expect(try await code { try await inspector.refresh() } == .offline)
        }
    }

    @Test func aTrustFileThatIsNoneIsSaidSo() async throws {
        try await TestEnv.opened { env in
            for bytes in [[], Array("{}".utf8), [UInt8](repeating: 0xFF, count: 1 << 20)] {
                let setup = Setup(
                    folder: env.folder.appendingPathComponent("other").path,
                    trustFile: .init(bytes),
                    url: env.url, shippedRoots: [], region: "RU", language: "en")
                let opened = try await code {
                    try Client.open(setup: setup, vault: SoftwareVault(), clock: env.clock)
                }
                #expect(opened == .trustFileInvalid)
            }
        }
    }
}
