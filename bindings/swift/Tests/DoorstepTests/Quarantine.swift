import Doorstep
import Testing

/// A quarantine, from the officer's desk to the phone and back.
@Suite(.timeLimit(.minutes(30))) struct Quarantine {
    /// Of the place of every order, in units of 10⁻⁷ degrees.
    private static let latitude: Int64 = 557_558_123
    private static let longitude: Int64 = 376_173_000

    @Test func anOrderIsReadAndBeginsAndWhatIsWrittenDownIsConfirmed() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let early = try await code { try client.decideOrder(person: me, decision: .seen) }
            #expect(early == .noOrder)
            #expect(try await code { try client.journal(person: me) } == .noOrder)
            #expect(try phone.view().quarantine == nil)
            let given = try await env.giveOrder(phone: Phone.number)
            #expect(try await client.sync(urgency: .person).problem == nil)
            let came = try quarantine(of: phone)
            #expect((came.order.id, came.order.version) == (given.id, 1))
            #expect((came.order.state, came.state) == (.announced, .off))
            let place = try #require(came.order.places.first)
            #expect((place.latitude, place.longitude) == (Self.latitude, Self.longitude))
            #expect(try client.plan().location == .off)

            try client.decideOrder(person: me, decision: .seen)
            let seen = try quarantine(of: phone).order
            #expect((seen.seenVersion, seen.begun) == (1, false))
            try client.decideOrder(person: me, decision: .begin)
            #expect(try quarantine(of: phone).order.begun)
            // The phone's time is not exact: a few seconds pass until it has surely begun.
            try await env.wait(seconds: 10)
            #expect(try quarantine(of: phone).order.state == .running)
            let looks = try client.woken(wake: Wake(cause: .user, facts: .ofPatient, moved: nil))
            #expect(looks.location != .off && looks.fixEveryS != nil)
            let fence = try #require(looks.fences.first)
            #expect((fence.latitude, fence.longitude) == (Self.latitude, Self.longitude))

            try await env.wait(seconds: 10)
            let plan = try client.fixesArrived(
                person: me, fixes: [fixAtHome(atMs: env.clock.nowMs)])
            #expect(plan.fences == looks.fences)
            #expect(try quarantine(of: phone).state == .home)
            #expect(try quarantine(of: phone).unsent > 0)
            #expect(try await client.sync(urgency: .person).problem == nil)
            #expect(try quarantine(of: phone).unsent == 0)
            let told = ["order", "seen", "begin", "presence", "presence"]
            #expect(try await env.reported(given) == told)
            let entries = try client.journal(person: me).entries
            #expect(entries.filter(\.reported).map(\.kind) == told)
            #expect(entries.contains { $0.kind == "fix" && !$0.reported })
        }
    }

    @Test func theJournalIsConfirmedAndMayBeDisputed() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let given = try await env.giveOrder(phone: Phone.number)
            #expect(try await client.sync(urgency: .person).problem == nil)
            try client.decideOrder(person: me, decision: .seen)
            #expect(try await client.sync(urgency: .person).problem == nil)
            let journal = try client.journal(person: me)
            let kinds = journal.entries.map(\.kind)
            #expect(kinds == ["order", "receipt", "seen", "receipt"])
            #expect(journal.entries.map(\.n) == Array(1...journal.n))
            #expect(journal.confirmed == 3)
            let two = try client.journal(person: me, from: 2, most: 2)
            #expect(two.entries.map(\.n) == [2, 3])
            let unknown = try await code {
                try client.dispute(person: me, reference: "99", text: "I know nothing of it")
            }
            #expect(unknown == .unknownReference)
            try client.dispute(person: me, reference: "1", text: "The order is my neighbour's")
            #expect(try client.journal(person: me).entries.last?.kind == "dispute")

            let evidence = try client.evidence(person: me, scope: .redacted)
            #expect(evidence.isRedacted && evidence.chain == journal.chain)
            #expect(evidence.file.hasPrefix("<!doctype html>"))
            #expect(try await client.sync(urgency: .person).problem == nil)
            #expect(try await env.reported(given) == ["order", "seen", "dispute"])
            #expect(try client.notices(person: me).isEmpty)
        }
    }

    @Test func anOrderOnPaperIsClaimedByItsCodeAndEndedWithNoNetwork() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let paper = try await env.giveOrderOnPaper()
            let claim = { (text: String?) in
                try await code { try await client.claimOrder(person: me, code: text) }
            }
            #expect(try await claim(nil) == .noOrder)
            #expect(try await claim("2345 6789") == .codeMalformed)
            #expect(try await claim("2345 6789 2345 678A") == .codeWrong)
            #expect(try await client.claimOrder(person: me, code: paper.code) == nil)
            #expect(try quarantine(of: phone).order.id == paper.order.id)

            try client.decideOrder(person: me, decision: .begin)
            try await env.wait(seconds: 10)
            let looks = try client.woken(wake: Wake(cause: .alarm, facts: .ofPatient, moved: nil))
            #expect(looks.location != .off)
            let ofAnother = try await env.releaseCode(of: env.giveOrderOnPaper().order)
            let ending = try await env.releaseCode(of: paper.order)
            try await env.close()
            let release = { (text: String) in
                try await code {
                    try client.decideOrder(person: me, decision: .release(code: text))
                }
            }
            #expect(try await release("1234") == .codeMalformed)
            #expect(try await release(ofAnother) == .codeWrong)
            #expect(try quarantine(of: phone).order.state == .running)
            #expect(try await release(ending.lowercased()) == nil)
            let again = try phone.restarted()
            #expect(try quarantine(of: again).order.state == .released)
            let plan = try again.client.plan()
            #expect(plan.location == .off && plan.fences.isEmpty)
        }
    }

    private func quarantine(of phone: Phone) throws -> QuarantineView {
        try #require(try phone.view().quarantine)
    }

    private func fixAtHome(atMs: Int64) -> LocationFix {
        LocationFix(
            latitude: Double(Self.latitude) / 1e7, longitude: Double(Self.longitude) / 1e7,
            accuracyM: 20, isApple: true, source: .wifi, ageMs: 0, timeMs: atMs, isMock: false,
            isCoarse: false, inDeepSleep: false, steps: nil, activity: nil)
    }
}
