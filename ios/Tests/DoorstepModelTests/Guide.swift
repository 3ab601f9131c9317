import Doorstep
import DoorstepModel
import Testing

// guide: register
func register(
    _ engine: Engine, number: String, codeOfTheMessage: @Sendable () async throws -> String
) async throws {
    let me = try await engine.ask { try $0.snapshot().people[0].person }
    _ = try await engine.ask {
        try await $0.register(
            person: me, phone: number, initials: "И. П.", document: "4321", cancel: nil)
    }
    let code = try await codeOfTheMessage()
    _ = try await engine.ask { try await $0.confirm(person: me, code: code, cancel: nil) }
}
// /guide

// guide: ask
/// The pass, or nothing while the request waits for a network; it is sent by itself then.
func ask(_ engine: Engine, for purpose: String) async throws -> PassEntry? {
    let asked = try await engine.ask { core in
        let me = try core.snapshot().people[0].person
        return try await core.requestPass(
            person: me, purpose: purpose, fromMs: nil, cancel: nil)
    }
    switch asked {
    case .pass(let pass): return pass
    case .waitingToSend: return nil
    }
}
// /guide

/// The guide does what it says.
@Suite(.timeLimit(.minutes(30))) struct Guide {
    @Test func somebodyElsesAppShowsAPassThatAnInspectorTakes() async throws {
        try await TestEnv.opened { env in
            let phone = TestPhone(in: env)
            try await register(
                phone.engine, number: Phone.number, codeOfTheMessage: env.code)
            let pass = try #require(try await ask(phone.engine, for: "groceries"))
            let me = try await phone.me()
            let frames = Frames()
            let showing = Task {
                await frames.run(phone.engine) { core, challenge in
                    try core.present(person: me, pass: pass.id, challenge: challenge)
                }
            }
            var text: String?
            while text == nil {
                text = await frames.shown?.text
                await Task.yield()
            }
            showing.cancel()
            let inspector = TestPhone(in: env, "inspector")
            _ = try await inspector.engine.ask { try await $0.inspector().refresh(cancel: nil) }
            let seen = try await inspector.engine.inspect { [text] in
                try $0.inspect(text: #require(text), challenge: nil)
            }
            #expect((seen.verdict, seen.mark) == (.valid, "ИП4321"))
        }
    }
}
