import Doorstep
import DoorstepModel
import Testing

/// Whatever is pasted into a field is answered, or is a trouble that a screen can show.
@Suite(.timeLimit(.minutes(30))) struct Pasting {
    private typealias Work = @Sendable (any ClientProtocol) async throws -> Void

    enum Sign: String, CaseIterable {
        case digit = "7"
        case letter = "Ж"
        case nul = "\0"
        case family = "👨‍👩‍👧"
        case turn = "\u{202E}"
        case blank = "%1$@"
        case line = "\n"
    }

    @Test(arguments: Sign.allCases) func tenThousandSigns(of sign: Sign) async throws {
        let pasted = String(repeating: sign.rawValue, count: 10_000)
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            _ = try await phone.pass("pharmacy")
            let me = try await phone.me()
            for (field, work) in fields(of: me, pasted) {
                let done: Void? = await phone.runner.ask(phone.engine, work)
                let trouble = await phone.runner.trouble
                #expect(done != nil || trouble?.text.text.isEmpty == false, "\(field)")
                #expect(trouble?.text.text.contains(pasted) != true, "\(field)")
            }
            #expect(try await phone.view().passes.map(\.purpose) == ["pharmacy"])
        }
    }

    private func fields(of me: String, _ pasted: String) -> [(String, Work)] {
        [
            ("number", { try await Self.register($0, me, pasted, nil, nil) }),
            ("initials", { try await Self.register($0, me, Phone.number, pasted, nil) }),
            ("document", { try await Self.register($0, me, Phone.number, nil, pasted) }),
            ("code", { _ = try await $0.confirm(person: me, code: pasted, cancel: nil) }),
            ("number check", { _ = try $0.present(person: me, pass: nil, challenge: pasted) }),
            ("emergency's check", { _ = try $0.emergency(person: me, challenge: pasted).drawn() }),
            ("typed code", { _ = try await $0.inspector().lookUp(text: pasted, cancel: nil) }),
            ("scanned code", { _ = try $0.inspector().next(text: pasted) }),
        ]
    }

    private static func register(
        _ client: any ClientProtocol, _ me: String, _ phone: String, _ initials: String?,
        _ document: String?
    ) async throws {
        _ = try await client.register(
            person: me, phone: phone, initials: initials, document: document, cancel: nil)
    }
}
