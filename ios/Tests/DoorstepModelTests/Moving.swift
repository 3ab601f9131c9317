import Doorstep
import DoorstepModel
import Foundation
import Testing

/// A move as its screen sees it on either phone, against the real library and the real authority; the other phone
/// is one without an app.
@Suite(.timeLimit(.minutes(30))) struct Moving {
    @Test func theOldPhoneShowsItsCodesAndGivesAfterTheLock() async throws {
        try await TestEnv.opened { try await self.give(in: $0) }
    }

    @MainActor private func give(in env: TestEnv) async throws {
        let old = try await MovingPhone(TestPhone.registered(in: env), as: .old)
        let (new, move) = (try env.phone("new"), old.move)
        #expect(move.view?.side == .old && move.next == .scan && move.canStop)
        let answer = try await new.take(old.code())
        await old.scans("https://example.org", try #require(answer.code))
        #expect(old.trouble == nil && !move.scans)
        #expect(move.view?.state == .comparing && move.next == .typeDigits && move.canStop)
        #expect(move.view?.digits != nil && move.digits == nil, "read on the new one alone")
        #expect(old.lock.asked.isEmpty)
        let digits = try #require(try await new.take(old.code()).digits)
        await old.gives(typing: digits)
        #expect(old.lock.asked == ["move_lock_reason"] && move.typed.isEmpty)
        #expect(move.view?.state == .given && move.next == .wait && !move.canStop)
        try await old.phone.drawn { $0.people[0].registration.step == .closed }
        #expect(old.model.home == .welcome)
        #expect(await !old.stops())
        #expect(old.trouble == .moveOver)

        // As it was left: the way from the first screen leads to the same code.
        let last = move.view
        let again = try await old.restarted(in: env, "phone", as: .new)
        #expect(again.move.view == last)
        #expect(try await new.take(again.code()).state == .moved)
        try await again.phone.sync()
        try await again.phone.drawn { $0.people[0].warnings.contains { $0.key == "may-be-erased" } }
        await again.follows()
        #expect(again.move.next == .done && again.move.view?.side == .old)
        #expect(again.move.view?.code == nil)
        #expect(try new.view().registration.step == .registered)
    }

    @Test func theNewPhoneShowsTheDigitsAndTakesTheAccount() async throws {
        try await TestEnv.opened { try await self.take(in: $0) }
    }

    @MainActor private func take(in env: TestEnv) async throws {
        let old = try await env.resident()
        let new = try await MovingPhone(TestPhone(in: env, "new"), as: .new)
        let move = new.move
        #expect(move.view == nil && move.next == .scan && !move.canStop)
        await new.pastes(try #require(try old.client.offerMove(person: old.me).code))
        #expect(new.trouble == nil && move.pasted.isEmpty && move.next == .scan && move.canStop)
        try await new.phone.drawn { $0.people[0].registration.step == .moving }
        #expect(new.model.home == .move && move.digits == nil)

        let reveal = try old.client.answerMove(person: old.me, text: new.code())
        await new.scans(try #require(reveal.code))
        let digits = try #require(move.digits)
        #expect(digits.count == 6 && digits == reveal.digits && move.view?.code == nil)
        #expect(digits.inThrees == digits.prefix(3) + " " + digits.suffix(3))
        // As it was left.
        let again = try await new.restarted(in: env, "new", as: .new)
        try await again.phone.drawn { $0.people[0].registration.step == .moving }
        #expect(again.model.home == .move && again.move.view == move.view)
        #expect(again.move.digits == digits && again.move.next == .scan)

        let given = try old.client.giveAccount(person: old.me, digits: digits, owner: .confirmed)
        await again.scans(try #require(given.code))
        #expect(again.trouble == nil && again.move.next == .done && !again.move.canStop)
        #expect(again.move.view?.text.text.isEmpty == false)
        try await again.phone.drawn { $0.people[0].registration.step == .registered }
        #expect(again.model.home == .passes)
        _ = try await again.phone.pass("groceries")
        #expect(again.lock.asked.isEmpty, "it gives nothing")
    }

    @Test func anotherHandAndOtherDigitsGiveNothing() async throws {
        try await TestEnv.opened { try await self.refuse(in: $0) }
    }

    @MainActor private func refuse(in env: TestEnv) async throws {
        let old = try await MovingPhone(TestPhone.registered(in: env), as: .old)
        let new = try env.phone("new")
        await old.scans(try #require(try await new.take(old.code()).code))
        let digits = try #require(try await new.take(old.code()).digits)
        old.lock.isOpened(false)
        await old.gives(typing: digits)
        #expect(old.trouble == .ownerNotConfirmed && old.move.typed == digits)
        #expect(old.phone.runner.trouble?.text.text.isEmpty == false)
        old.lock.isOpened(true)
        await old.gives(typing: digits == "000000" ? "000001" : "000000")
        #expect(old.trouble == .digitsDiffer && old.move.next == .typeDigits)
        #expect(try await old.phone.view().registration.step == .registered)
        await old.gives(typing: digits.inThrees)
        #expect(old.trouble == nil && old.move.view?.state == .given)
        #expect(old.lock.asked.count == 3, "each time anew")
    }

    @Test func whatIsNoCodeOfTheOtherPhoneIsRefusedInTheCoresWords() async throws {
        try await TestEnv.opened { env in
            try await TestEnv.opened { elsewhere in
                try await self.refuse(in: env, elsewhere: elsewhere)
            }
        }
    }

    @MainActor private func refuse(in env: TestEnv, elsewhere: TestEnv) async throws {
        let old = try await MovingPhone(TestPhone.registered(in: env), as: .old)
        let new = try await MovingPhone(TestPhone(in: env, "new"), as: .new)
        for side in [old, new] {
            for text in ["", "hello", "DSM1:", "DSL1:GGW"] {
                await side.pastes(text)
                #expect(side.trouble == .moveMalformed && side.move.pasted == text)
            }
            await side.scans("hello")
            #expect(side.trouble == .moveMalformed && side.move.scans)
            side.phone.runner.dismiss()
            await side.move.scanned(
                ["hello"], of: side.me, by: side.phone.engine, at: side.phone.runner)
            #expect(side.trouble == nil, "the same code before the camera is not tried again")
            await side.scans("hello")
            #expect(side.trouble == .moveMalformed, "but once the camera was opened anew")
        }
        let stranger = try await elsewhere.resident()
        let offer = try stranger.client.offerMove(person: stranger.me)
        await new.scans(try #require(offer.code))
        #expect(new.trouble == .moveForeign && new.move.next == .scan)
        #expect(new.phone.runner.trouble?.next.text.isEmpty == false)
        #expect(try await new.phone.view().registration.step == .notRegistered)
        // Nobody registered has nothing to offer.
        let nobody = try await MovingPhone(TestPhone(in: env, "nobody"), as: .old)
        #expect(nobody.trouble == .notRegistered && nobody.move.next == .tryAgain)
    }

    @Test func whatIsStoppedLeavesNothingAndBeginsAnew() async throws {
        try await TestEnv.opened { try await self.stop(in: $0) }
    }

    @MainActor private func stop(in env: TestEnv) async throws {
        let old = try await MovingPhone(TestPhone.registered(in: env), as: .old)
        let new = try await MovingPhone(TestPhone(in: env, "new"), as: .new)
        let offer = try old.code()
        await new.scans(offer)
        await old.scans(try new.code())
        #expect(await old.stops())
        #expect(await new.stops())
        try await new.phone.drawn { $0.people[0].registration.step == .notRegistered }
        #expect(new.model.home == .welcome)
        await new.follows()
        #expect(new.move.view == nil && new.move.next == .scan && !new.move.canStop)
        await old.triesAgain()
        #expect(try old.code() != offer && old.move.next == .scan)
        _ = try await old.phone.pass("groceries")
        // Of an offer that is over the core says so.
        await new.scans(try old.code())
        try await env.wait(seconds: 601)
        await old.scans(try new.code())
        #expect(old.trouble == .moveOver)
    }

    @Test func whatCouldNotBeSignedIsAskedOnceMore() async throws {
        try await TestEnv.opened { try await self.sign(in: $0) }
    }

    @MainActor private func sign(in env: TestEnv) async throws {
        let old = try await MovingPhone(TestPhone.registered(in: env), as: .old)
        let new = try env.phone("new")
        await old.scans(try #require(try await new.take(old.code()).code))
        let digits = try #require(try await new.take(old.code()).digits)
        old.phone.vault.fail(.sign, with: VaultError.Unsupported, times: 1000)
        await old.gives(typing: digits)
        #expect(old.trouble != nil)
        await old.follows()
        #expect(old.move.view?.state == .giving && old.move.next == .tryAgain && !old.move.canStop)
        old.phone.vault.fail(.sign, with: VaultError.Unsupported, times: 0)
        await old.triesAgain()
        #expect(old.trouble == nil && old.move.next == .wait)
        #expect(try await new.take(old.code()).state == .moved)
    }

    @Test func aQuarantineGoesOnOnTheNewPhoneAndTheOldOneKeepsItsJournal() async throws {
        try await TestEnv.opened { try await self.goOn(in: $0) }
    }

    @MainActor private func goOn(in env: TestEnv) async throws {
        let old = try await MovingPhone(TestPhone.begun(in: env).phone, as: .old)
        let new = try await MovingPhone(TestPhone(in: env, "new"), as: .new)
        new.phone.said.with { $0 = .allAllowed }
        #expect(old.model.home == .quarantine && old.phone.system.isKeptAlive)
        await new.scans(try old.code())
        await old.scans(try new.code())
        await new.scans(try old.code())
        await old.gives(typing: try #require(new.move.digits))
        #expect(!old.phone.system.isKeptAlive, "it looks no more where anybody is")
        await new.scans(try old.code())
        #expect(new.move.next == .done)
        try await new.phone.sync()
        // A request that lasted a minute would tell the time no better than that.
        await new.phone.settles()
        try await env.wait(seconds: 60)
        await new.phone.engine.wake(.alarm)
        try await new.phone.drawn { $0.people[0].quarantine?.order.state == .running }
        #expect(new.model.home == .quarantine && new.phone.system.isKeptAlive)

        try await old.phone.drawn { $0.people[0].quarantine?.order.state == .ended }
        #expect(old.model.home == .welcome && old.model.quarantine != nil)
        let (engine, runner, journal) = (old.phone.engine, old.phone.runner, JournalModel())
        await journal.read(of: old.me, by: engine, at: runner)
        #expect(journal.entries.count > 1)
        let proof = EvidenceModel(in: env.folder.appendingPathComponent("proof"))
        await proof.make(.whole, named: "proof", of: old.me, by: engine, at: runner)
        #expect(proof.file != nil && runner.trouble == nil)
    }

    @Test func withoutANetworkTheNewPhoneWaitsAndThenHasTheAccount() async throws {
        try await TestEnv.opened { try await self.goOffline(in: $0) }
    }

    @MainActor private func goOffline(in env: TestEnv) async throws {
        let old = try await env.resident()
        // Where nobody answers.
        let far = TestPhone(in: env, "new", url: "https://127.0.0.1:9")
        let new = try await MovingPhone(far, as: .new)
        await new.scans(try #require(try old.client.offerMove(person: old.me).code))
        let reveal = try old.client.answerMove(person: old.me, text: new.code())
        await new.scans(try #require(reveal.code))
        let digits = try #require(new.move.digits)
        let given = try old.client.giveAccount(person: old.me, digits: digits, owner: .confirmed)
        await new.scans(try #require(given.code))
        #expect(new.trouble == nil && new.move.next == .wait && !new.move.canStop)
        try await far.drawn { $0.people[0].registration.step == .moving }
        #expect(new.model.home == .move)
        let near = try await new.restarted(in: env, "new", as: .new)
        await near.phone.engine.wake(.network)
        try await near.phone.drawn { $0.people[0].registration.step == .registered }
        await near.follows()
        #expect(near.move.next == .done && near.model.home == .passes)
    }
}

extension Phone {
    /// Takes a code of the old phone.
    fileprivate func take(_ code: String) async throws -> MoveView {
        try await client.takeMove(person: me, text: code)
    }
}
