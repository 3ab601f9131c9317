import Doorstep
import DoorstepModel
import Foundation
import Testing

/// What the model and the desk do with what they are handed.
@Suite(.timeLimit(.minutes(1))) struct Drawing {
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
        try await Town.opened { town in
            let handset = try await Handset.registered(in: town)
            let (me, engine, desk) = (try await handset.me(), handset.engine, handset.desk)
            let hold = handset.vault.hold(.sign)
            defer { hold.release() }
            let first = Task {
                await desk.ask(engine) {
                    try await $0.requestPass(
                        person: me, purpose: "pharmacy", fromMs: nil, cancel: nil)
                }
            }
            try await hold.entered()
            #expect(await desk.busy)
            let second = await desk.ask(engine) {
                try await $0.requestPass(person: me, purpose: "rubbish", fromMs: nil, cancel: nil)
            }
            #expect(second == nil)
            #expect(await desk.trouble == nil)
            hold.release()
            #expect(await first.value != nil)
            #expect(await !desk.busy)
            #expect(try await town.issued().passes == 1)
            #expect(try await handset.view().passes.map(\.purpose) == ["pharmacy"])
        }
    }

    @Test func aRefusalIsSaidUntilTheNextThing() async throws {
        try await Town.opened { town in
            let handset = Handset(in: town)
            let (me, engine, desk) = (try await handset.me(), handset.engine, handset.desk)
            let code = await desk.ask(engine) {
                try await $0.confirm(person: me, code: "123456", cancel: nil)
            }
            #expect(code == nil)
            #expect(await desk.trouble?.code == .noRegistration)
            await desk.ask(engine) { try $0.snapshot() }
            #expect(await desk.trouble == nil)
        }
    }

    @Test func theTrailSurvivesARestartAndAnotherBuild() {
        let trail = Trail([.purposes, .ask("groceries"), .pass("1"), .paper("1")])
        #expect(Trail(saved: trail.saved) == trail)
        #expect(Trail(saved: "").routes.isEmpty)
        #expect(Trail(saved: #"[{"gone":{}}]"#).routes.isEmpty)
    }

    @Test(arguments: [Route.emergency, .inspector, .erase])
    func whatNeedsATouchIsNotFoundOpen(route: Route) throws {
        let trail = Trail([.settings, route, .consent])
        #expect(Trail(saved: trail.saved).routes == [.settings])
        #expect(Trail(saved: Trail([route]).saved).routes.isEmpty)
        let old = String(decoding: try JSONEncoder().encode(trail.routes), as: UTF8.self)
        #expect(Trail(saved: old).routes == [.settings], "also as another build has saved it")
    }

    private func snapshot(_ revision: UInt64, language: String? = nil) -> Snapshot {
        Snapshot(
            revision: revision, language: language ?? "\(revision)", timeAnchored: true,
            lists: ListAges(age: .current, stampAtMs: nil), inForce: nil,
            act: Sentence(key: "any", text: "Any."), exempt: [], warnings: [], people: [])
    }
}
