import Doorstep
import Testing

/// Many calls at once.
@Suite(.timeLimit(.minutes(30))) struct Crowd {
    private static let purposes = ["groceries", "pharmacy", "pet", "rubbish"]
    private static let taps = 200

    @Test func twoHundredCallsGiveOnePassForEachPurpose() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let made = phone.vault.made.count
            // The first request is held while all the others are tapped, so that all find it, or
            // that of their purpose, open.
            let hold = phone.vault.hold(.sign)
            defer { hold.release() }
            let first = Task { try await phone.pass(Self.purposes[0]) }
            try await hold.entered()
            let before = env.clock.reads.count
            let passes = try await withThrowingTaskGroup(of: PassEntry.self) { group in
                for tap in 1..<Self.taps {
                    group.addTask { try await phone.pass(Self.purposes[tap % 4]) }
                }
                // A tap looks at the clock twice before it waits for its turn.
                try await env.clock.reads.reached(before + 2 * (Self.taps - 1))
                // And when this has come through, the last of them waits.
                let again = try await code { try await client.confirm(person: me, code: "x") }
                #expect(again == .alreadyRegistered)
                hold.release()
                return try await group.reduce(into: [try await first.value]) { $0.append($1) }
            }
            #expect(passes.count == Self.taps)
            #expect(Set(passes.map(\.id)).count == 4)
            #expect(Set(passes.map(\.purpose)) == Set(Self.purposes))
            #expect(try Set(client.passes(person: me)) == Set(passes))
            #expect(phone.vault.made.count == made + 4)
            #expect(try await env.issued().passes == 4)
        }
    }
}
