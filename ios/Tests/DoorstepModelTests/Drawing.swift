import Doorstep
import DoorstepModel
import Foundation
import Testing

/// What the model and the runner do with what they are handed.
@Suite(.timeLimit(.minutes(30))) struct Drawing {
    @Test @MainActor func anOlderSnapshotIsNotDrawnOverANewer() async throws {
        let model = AppModel()
        for revision: UInt64 in [2, 1, 2, 5, 3, 4] { model.take(snapshot(revision)) }
        #expect(model.snapshot?.revision == 5)
        #expect(model.snapshot?.language == "5", "the first of a revision stays")
        model.take(snapshot(5, language: "another"))
        #expect(model.snapshot?.language == "5")
        model.look(snapshot(4, language: "older"))
        #expect(model.snapshot?.language == "5")
        model.look(snapshot(5, language: "later"))
        #expect(model.snapshot?.language == "later", "a look draws what time has changed")
    }

    @Test func twoTapsDoOneThing() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
            let hold = phone.vault.hold(.sign)
            defer { hold.release() }
            let first = Task {
                await runner.ask(engine) {
                    try await $0.requestPass(
                        person: me, purpose: "pharmacy", fromMs: nil, cancel: nil)
                }
            }
            try await hold.entered()
            #expect(await runner.busy)
            let second = await runner.ask(engine) {
                try await $0.requestPass(person: me, purpose: "rubbish", fromMs: nil, cancel: nil)
            }
            #expect(second == nil)
            #expect(await runner.trouble == nil)
            hold.release()
            #expect(await first.value != nil)
            #expect(await !runner.busy)
            #expect(try await env.issued().passes == 1)
            #expect(try await phone.view().passes.map(\.purpose) == ["pharmacy"])
        }
    }

    @Test func aRefusalIsSaidUntilTheNextThing() async throws {
        try await TestEnv.opened { env in
            let phone = TestPhone(in: env)
            let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
            let code = await runner.ask(engine) {
                try await $0.confirm(person: me, code: "123456", cancel: nil)
            }
            #expect(code == nil)
            #expect(await runner.trouble?.code == .noRegistration)
            await runner.ask(engine) { try $0.snapshot() }
            #expect(await runner.trouble == nil)
        }
    }

    @Test func theTrailSurvivesARestartAndAnotherBuild() {
        let ways: [[Route]] = [
            [.purposes, .ask("groceries"), .pass("1"), .paper("1")],
            [.settings, .orderCode, .orderWaits, .passes],
            [.settings, .people, .loan, .help],
            [.sms, .smsRegion("1"), .smsForm(region: "1", form: "a")],
            [.sms, .smsReply(region: "1", request: "a.1")],
            [.home, .order, .consent, .agreed, .access].map { .patient($0) },
            [.check("1"), .cannot("1"), .journal, .notices, .dispute("1")].map { .patient($0) },
        ]
        for way in ways { #expect(NavStack(saved: NavStack(way).saved).routes == way) }
        #expect(NavStack(saved: "").routes.isEmpty)
        #expect(NavStack(saved: #"[{"gone":{}}]"#).routes.isEmpty)
    }

    @Test(arguments: [
        Route.emergency, .inspector, .erase, .removePerson, .loanTake, .loanReturn,
        .moveGive, .moveTake,
        .patient(.photo("1")), .patient(.referencePhoto), .patient(.safety),
        .patient(.evidence), .patient(.declare(.permission)), .patient(.declare(.fault)),
    ])
    func whatNeedsATouchIsNotFoundOpen(route: Route) throws {
        let nav = NavStack([.settings, route, .consent])
        #expect(NavStack(saved: nav.saved).routes == [.settings])
        #expect(NavStack(saved: NavStack([route]).saved).routes.isEmpty)
        let old = String(decoding: try JSONEncoder().encode(nav.routes), as: UTF8.self)
        #expect(NavStack(saved: old).routes == [.settings], "also as another build has saved it")
    }

    private func snapshot(_ revision: UInt64, language: String? = nil) -> Snapshot {
        Snapshot(
            revision: revision, language: language ?? "\(revision)", timeAnchored: true,
            lists: ListAges(age: .current, stampAtMs: nil), inForce: nil,
            act: Sentence(key: "any", text: "Any."), exempt: [], warnings: [], people: [])
    }
}
