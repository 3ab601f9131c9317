import Doorstep
import DoorstepModel
import Testing

/// The way through what the phone's system is asked for.
@Suite(.timeLimit(.minutes(30))) struct PatientAccess {

    @Test func eachIsAskedForWhileItIsMissing() async throws {
        try await TestEnv.opened { env in
            var facts = Facts.ofTests(notices: false)
            let (phone, _) = try await TestPhone.ordered(in: env, facts: facts)
            await phone.engine.factsChanged()
            #expect(try await missing(phone) == [.location, .notices, .motion, .powerSaving])
            facts = Facts.allAllowed
            phone.said.with { $0 = facts }
            await phone.engine.factsChanged()
            #expect(try await missing(phone) == [])
            try await phone.drawn { $0.people[0].quarantine?.accesses.isEmpty == true }
        }
    }

    @Test @MainActor func whateverIsSaidTheNextIsAskedFor() {
        let walk = AccessWalk()
        var missing = views([.location, .notices, .motion])
        #expect(walk.next(of: missing)?.access == .location)
        // Allowed: it is gone, and what could not be asked before comes after it.
        walk.pass(.location)
        missing = views([.preciseLocation, .locationAlways, .notices, .motion])
        #expect(walk.next(of: missing)?.access == .preciseLocation)
        // Refused: they are still missing, and not asked for again.
        walk.pass(.preciseLocation)
        walk.pass(.locationAlways)
        #expect(walk.next(of: missing)?.access == .notices)
        walk.pass(.notices)
        walk.pass(.motion)
        #expect(walk.next(of: missing) == nil)
        #expect(walk.next(of: []) == nil)
    }

    private func views(_ all: [Access]) -> [AccessView] {
        let any = Sentence(key: "any", text: "Any.")
        return all.map { AccessView(access: $0, title: any, why: any) }
    }

    private func missing(_ phone: TestPhone) async throws -> [Access] {
        try await phone.view().quarantine?.accesses.map(\.access) ?? []
    }
}
