import Doorstep
import DoorstepModel
import Testing

/// The way through the app, against the real library and the real authority.
@Suite(.timeLimit(.minutes(30))) struct Journey {
    @Test func fromThePhoneNumberToTheEnd() async throws {
        try await TestEnv.opened { env in
            let phone = TestPhone(in: env)
            await phone.engine.wake(.user)
            try await phone.drawn { $0.people[0].registration.step == .notRegistered }
            // Said before anybody agrees to anything.
            _ = try await phone.engine.ask {
                try await $0.sync(urgency: .person, budgetMs: nil, cancel: nil)
            }
            try await phone.drawn { $0.authority?.basis != nil && $0.authority?.contact != nil }
            #expect(await phone.model.snapshot?.authority?.complaints?.text.isEmpty == false)
            try await phone.register()
            try await phone.drawn { $0.people[0].registration.step == .codeSent }
            try await phone.confirm(try await env.code())
            try await phone.drawn { $0.people[0].registration.step == .registered }
            guard case .pass(let pass) = try await phone.pass("groceries") else {
                Issue.record("no pass")
                return
            }
            try await phone.drawn { $0.people[0].passes == [pass] }
            #expect(phone.system.look().contains { $0.hasPrefix("show ") }, "a reminder stands")
            let me = try await phone.me()
            let shown = try await phone.engine.ask {
                try $0.present(person: me, pass: pass.id, challenge: nil)
            }
            #expect((1...10_800_000).contains(shown.endsInMs), "three hours, counted down")
            let seen = try await inspected(shown.text, in: env)
            #expect((seen.verdict, seen.mark) == (.valid, "ИП4321"))
            try await phone.engine.ask { try $0.erase(person: me) }
            #expect(phone.system.look().contains { $0.hasPrefix("take ") }, "and no longer")
            await phone.engine.wake(.network)
            try await phone.drawn { $0.people[0].registration.step == .notRegistered }
            #expect(try await env.issued().open == 0)
        }
    }

    @Test func detailsAreCorrectedWithoutErasingAnything() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            let me = try await phone.me()
            _ = try await phone.pass("groceries")
            let mark = try await phone.engine.ask {
                try $0.changeMark(person: me, initials: "\u{430} \u{431}", document: nil)
            }
            guard case .pass(let pass) = try await phone.pass("pharmacy") else {
                Issue.record("no pass")
                return
            }
            let shown = try await phone.engine.ask {
                try $0.present(person: me, pass: pass.id, challenge: nil)
            }
            #expect(shown.mark == mark)
            #expect(try await phone.view().passes.count == 2, "what there was stays")
        }
    }

    @Test func whatTheScreensSayIsInTheChosenLanguageAndThePassIsTheSame() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            guard case .pass(let pass) = try await phone.pass("groceries") else {
                Issue.record("no pass")
                return
            }
            let me = try await phone.me()
            var texts: Set<String> = []
            var labels: Set<String> = []
            for (language, _) in Words.languages + Words.languages {
                try await phone.engine.ask { try $0.setLanguage(tag: language) }
                try await phone.drawn { $0.language == language }
                let paper = try await phone.engine.ask {
                    try await $0.paper(person: me, pass: pass.id, cancel: nil)
                }
                texts.insert(paper.text)
                labels.insert(paper.pass.text.text)
            }
            #expect(texts.count == 1, "no byte of a pass is the language's")
            #expect(labels.count == Words.languages.count)
            try await phone.engine.ask { try $0.setLanguage(tag: "de") }
            try await phone.drawn { $0.language == "en" }
        }
    }

    private func inspected(_ text: String, in env: TestEnv) async throws -> Inspected {
        let inspector = TestPhone(in: env, "inspector")
        _ = try await inspector.engine.ask { try await $0.inspector().refresh(cancel: nil) }
        let seen = try await inspector.engine.inspect { try $0.next(text: text) }
        return try #require(seen)
    }
}
