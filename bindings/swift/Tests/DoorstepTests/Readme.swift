import Doorstep
import Foundation
import Testing

/// What the README shows, as it stands there: the lines between the two marks.
private func firstPass(
    folder: String, trustFile: Data, url: String, root: Data, vault: any Vault,
    clock: any PhoneClock, codeOfTheMessage: () async throws -> String,
    draw: (Shown) -> Void, say: (String, String) -> Void
) async throws {
    // README
    let setup = Setup(
        folder: folder, trustFile: trustFile, url: url, shippedRoots: [root],
        region: "RU", language: "en")
    let client = try Client.open(setup: setup, vault: vault, clock: clock)
    let me = try client.snapshot().people[0].person
    _ = try await client.register(person: me, phone: "8 (916) 123-45-67", document: "4321")
    _ = try await client.confirm(person: me, code: codeOfTheMessage())
    switch try await client.requestPass(person: me, purpose: "groceries") {
    case .pass(let pass): draw(try client.present(person: me, pass: pass.id))
    case .waitingToSend(_, _, let why): say(why.text.text, why.next.text)
    }
    // /README
}

@Suite(.timeLimit(.minutes(30))) struct Readme {
    @Test func itsLinesShowAPass() async throws {
        try await TestEnv.opened { env in
            var shown: Shown?
            try await firstPass(
                folder: env.folder.appendingPathComponent("readme").path,
                trustFile: env.trustFile, url: env.url, root: env.roots[0],
                vault: SoftwareVault(), clock: env.clock, codeOfTheMessage: env.code,
                draw: { shown = $0 }, say: { Issue.record("\($0) \($1)") })
            let looked = try await env.inspector().inspect(text: #require(shown).text)
            #expect((looked.verdict, looked.mark) == (.valid, "4321"))
        }
    }
}
