import Doorstep
import Testing

/// An account moves to another phone by the codes that both show.
@Suite(.timeLimit(.minutes(30))) struct Moving {
    @Test func anAccountGoesOnOnTheNewPhone() async throws {
        try await TestEnv.opened { env in
            let (old, new) = (try await env.resident(), try env.phone("new"))
            #expect(try old.client.moving(person: old.me) == nil)
            let offer = try old.client.offerMove(person: old.me)
            #expect((offer.side, offer.state, offer.next) == (.old, .offered, .scan))
            let answer = try await new.take(offer)
            #expect((answer.side, answer.next) == (.new, .scan))
            #expect(try new.view().registration.step == .moving)
            let reveal = try old.client.answerMove(
                person: old.me, text: try #require(answer.code))
            let digits = try #require(try await new.take(reveal).digits)
            #expect(reveal.digits == digits)
            let give = { (digits: String, owner: DeviceOwner) in
                try old.client.giveAccount(person: old.me, digits: digits, owner: owner)
            }
            #expect(try await code { try give(digits, .unconfirmed) } == .ownerNotConfirmed)
            #expect(try await code { try give("", .confirmed) } == .digitsDiffer)
            let given = try give(digits, .confirmed)
            #expect((given.state, given.next) == (.given, .wait))
            #expect(try await code { try old.client.stopMove(person: old.me) } == .moveOver)
            let here = try await new.take(given)
            #expect((here.state, here.next, here.code) == (.moved, .done, nil))
            #expect(try new.view().registration.step == .registered)
            #expect(try old.view().registration.step == .closed)
            _ = try await new.pass("groceries")
            #expect(try await old.client.sync(urgency: .person).problem == nil)
            #expect(try old.client.moving(person: old.me)?.next == .done)
        }
    }
}

extension Phone {
    fileprivate func take(_ shown: MoveView) async throws -> MoveView {
        try await client.takeMove(person: me, text: try #require(shown.code))
    }
}
