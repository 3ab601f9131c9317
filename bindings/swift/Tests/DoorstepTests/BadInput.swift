import Doorstep
import Testing

/// Whatever comes in is answered, and brings nothing down.
@Suite(.timeLimit(.minutes(30))) struct BadInput {
    /// A text, and what a test's report calls it.
    struct Text: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let text: String
        /// Whether it is read as six digits.
        let isCode: Bool

        init(_ name: String, _ text: String, isCode: Bool = false) {
            (testDescription, self.text, self.isCode) = (name, text, isCode)
        }
    }

    private static let texts = [
        Text("nothing", ""), Text("NUL", "\0"), Text("NUL in a number", "8 (916)\0 123-45-67"),
        Text("NUL after a code", "123456\0", isCode: true),
        Text("a byte order mark", "\u{FEFF}"),
        Text("digits of another script, backwards", "\u{202E}١٢٣٤٥٦", isCode: true),
        Text("letters of many parts", "e\u{301}👨‍👩‍👧"),
        Text("a million digits", String(repeating: "7", count: 1 << 20)),
        Text("a million NUL", String(repeating: "\0", count: 1 << 20)),
        Text("a million bytes of Russian", String(repeating: "Ж", count: 1 << 19)),
    ]

    @Test(arguments: texts) func whatIsTypedIsRefusedByItsCode(_ typed: Text) async throws {
        let text = typed.text
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            _ = try await phone.pass("pharmacy")
            #expect(try await code { try client.present(person: me, pass: text) } == .passUnknown)
            #expect(
                try await code { try client.present(person: me, challenge: text) }
                    == .challengeMalformed)
            let care = client.emergency(person: me, challenge: text)
            #expect(care.trouble?.code == .challengeMalformed)
            #expect(care.shown != nil, "the code as it is answers whoever asks")
            #expect(try await code { try client.passes(person: text) } == .personUnknown)
            #expect(try await code { try client.present(person: text) } == .personUnknown)
            #expect(try await code { try client.erase(person: text) } == .personUnknown)
            let asked = try await code {
                try await client.requestPass(person: me, purpose: text)
            }
            #expect(asked == .purposeUnknown)
            try client.setLanguage(tag: text)
            #expect(try client.snapshot().language == "en")
            #expect(try client.present(person: me).pass?.purpose == "pharmacy")
        }
    }

    @Test(arguments: texts) func aFormIsRefusedByItsCode(_ typed: Text) async throws {
        let text = typed.text
        try await TestEnv.opened { env in
            let phone = try env.phone()
            let (client, me) = (phone.client, phone.me)
            let number = try await code { try await client.register(person: me, phone: text) }
            #expect(number == .phoneInvalid)
            let document = try await code {
                try await client.register(person: me, phone: Phone.number, document: "x" + text)
            }
            #expect(document == .markInvalid)
            _ = try await client.register(person: me, phone: Phone.number)
            let confirmed = try await code { try await client.confirm(person: me, code: text) }
            // Digits of another script are digits, and what shows nothing is nothing.
            #expect(confirmed == (typed.isCode ? .codeWrong : .codeMalformed))
            let person = try await code {
                try await client.register(person: text, phone: Phone.number)
            }
            #expect(person == .personUnknown)
        }
    }

    @Test(arguments: texts) func whatIsScannedIsUnreadable(_ typed: Text) async throws {
        let text = typed.text
        try await TestEnv.opened { env in
            let inspector = try await env.inspector()
            let looked = try inspector.inspect(text: text)
            #expect((looked.verdict, looked.letsPass) == (.unreadable, false))
            #expect(!looked.text.text.isEmpty && !looked.nextText.text.isEmpty)
            let asked = try await code { try inspector.inspect(text: text, challenge: text) }
            #expect(asked == .challengeMalformed)
        }
    }

    @Test(arguments: [0, 1, UInt64.max]) func anyBudgetIsTaken(budgetMs: UInt64) async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let report = try await phone.client.sync(urgency: .person, budgetMs: budgetMs)
            #expect(report.waiting == 0)
            #expect(report.problem == nil || budgetMs < 2)
        }
    }

    @Test(arguments: [Int64.min, -1, 0]) func aMomentLongAgoIsNow(fromMs: Int64) async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let asked = try await phone.client.requestPass(
                person: phone.me, purpose: "pharmacy", fromMs: fromMs)
            guard case .pass(let pass) = asked else { throw Unexpected(answer: asked) }
            #expect((pass.state, pass.validFromMs) == (.valid, env.clock.nowMs))
        }
    }

    @Test func aMomentThatNeverComesIsRefused() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let asked = try await code {
                try await phone.client.requestPass(
                    person: phone.me, purpose: "pharmacy", fromMs: Int64.max)
            }
            #expect(asked == .tooFarAhead)
            #expect(try phone.view().waiting.isEmpty)
        }
    }
}
