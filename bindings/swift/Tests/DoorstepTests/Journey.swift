import Doorstep
import Testing

/// From a phone number to an inspected pass, and to the end of the account.
@Suite(.timeLimit(.minutes(30))) struct Journey {
    @Test func fromThePhoneNumberToThePass() async throws {
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let (client, me) = (phone.client, phone.me)
            #expect(try client.snapshot().inForce == nil)
            let sent = try await client.register(
                person: me, phone: Phone.number, initials: "и п", document: "4321")
            guard case .codeSent(let resendAfterS) = sent else { throw Unexpected(answer: sent) }
            #expect(resendAfterS > 0)
            #expect(try phone.view().registration.step == .codeSent)
            #expect(try phone.view().registration.phone?.contains("123") == false)
            let confirmed = try await client.confirm(person: me, code: try await env.code())
            #expect(confirmed == .registered)
            let purposes = try phone.view().purposes
            #expect(purposes.first { $0.key == "groceries" }?.quota?.of == 2)
            #expect(purposes.first { $0.key == "pharmacy" }?.quota == nil)
            let pass = try await phone.pass("groceries")
            #expect((pass.purpose, pass.state, pass.label) == ("groceries", .valid, "Groceries"))
            #expect(pass.validUntilMs - pass.validFromMs == 180 * 60_000)
            #expect(try client.passes(person: me) == [pass])
            #expect(try client.plan().notices.contains { $0.person == me })
            let report = try await client.sync(urgency: .background, budgetMs: 20_000)
            #expect((report.problem, report.waiting) == (nil, 0))
            #expect(try await env.issued() == (passes: 1, open: 1))
        }
    }

    @Test func aPassIsShownWithNoNetworkAndAPictureOfItIsWorthNothing() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let pass = try await phone.pass("groceries")
            let inspector = try await env.inspector()
            env.freeze(true)
            let shown = try phone.client.present(person: phone.me)
            #expect((shown.validUntilMs, shown.pass) == (pass.validUntilMs, pass))
            #expect((shown.nextFrameInMs, shown.hint) == (5000, nil))
            #expect(shown.qr.modules.count == Int(shown.qr.size * shown.qr.size))
            #expect(Set(shown.qr.modules) == [0, 1])
            let looked = try inspector.inspect(text: shown.text)
            #expect((looked.verdict, looked.reason, looked.letsPass) == (.valid, .ok, true))
            #expect((looked.mark, looked.purpose?.key) == ("ИП4321", "groceries"))
            #expect((looked.lists.age, looked.caution) == (.current, nil))
            env.freeze(false)
            try await env.wait(seconds: 45)
            let picture = try inspector.inspect(text: shown.text)
            #expect((picture.verdict, picture.letsPass, picture.mark) == (.staleFrame, false, nil))
            #expect(picture.caution != nil)
            let next = try phone.client.present(person: phone.me, pass: pass.id)
            #expect(try inspector.inspect(text: next.text).verdict == .valid)
        }
    }

    @Test func aTypedCodeIsLookedUp() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let pass = try await phone.pass("groceries")
            let shown = try phone.client.present(person: phone.me, pass: pass.id)
            let code = try #require(shown.typedCode)
            #expect(!"\(try phone.client.snapshot())".contains(code), "nothing logged is looked up")
            let inspector = try await env.inspector()
            let looked = try await inspector.lookUp(text: code.lowercased())
            #expect((looked.verdict, looked.mark) == (.valid, "ИП4321"))
            let offline = try inspector.inspect(text: code)
            #expect((offline.verdict, offline.reason) == (.cannotTell, .codeNeedsNetwork))
            let slip = try await inspector.lookUp(text: "2345 6O89 2345 678A")
            #expect((slip.reason, slip.position, slip.next) == (.codeSymbol, 7, .readAgain))
        }
    }

    @Test func theNumberCheckServesOneInspection() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            _ = try await phone.pass("groceries")
            let inspector = try await env.inspector()
            let open = try inspector.challenge()
            #expect(open.digits.count == 8 && open.digits.allSatisfy(\.isNumber))
            let live = try phone.client.present(person: phone.me)
            #expect(try inspector.inspect(text: live.text).reason == .challenge)
            let grouped = open.digits.prefix(4) + " " + open.digits.suffix(4)
            let answer = try phone.client.present(person: phone.me, challenge: String(grouped))
            #expect(answer.nextFrameInMs == nil)
            #expect(try inspector.inspect(text: answer.text).verdict == .valid)
            #expect(try inspector.inspect(text: answer.text).verdict == .staleFrame)
            let given = try inspector.inspect(text: answer.text, challenge: open.digits)
            #expect(given.verdict == .valid)
        }
    }

    @Test func anEmergencyAsksNobody() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let inspector = try await env.inspector()
            env.freeze(true)
            let care = phone.client.emergency(person: phone.me)
            let shown = try #require(care.shown)
            #expect(shown.pass == nil)
            let looked = try inspector.inspect(text: shown.text)
            #expect((looked.verdict, looked.letsPass) == (.selfDeclaredEmergency, true))
            env.freeze(false)
        }
    }

    @Test func erasingLeavesNothing() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            _ = try await phone.pass("groceries")
            env.freeze(true)
            try phone.client.erase(person: phone.me)
            #expect(try phone.view().registration.step == .erasing)
            #expect(try phone.view().registration.phone == nil)
            #expect(try phone.client.passes(person: phone.me).isEmpty)
            #expect(try await code { try phone.client.present(person: phone.me) } == .passUnknown)
            env.freeze(false)
            #expect(try await phone.client.sync(urgency: .person).problem == nil)
            #expect(try phone.view().registration.step == .notRegistered)
            #expect(phone.vault.keys == 2, "the wrapping keys of the phone and its next person")
            #expect(try await env.issued().open == 0)
        }
    }
}
