import Doorstep
import DoorstepModel
import Foundation
import Testing

/// A patient's days as the screens see them, against the real library and the real authority.
@Suite(.timeLimit(.minutes(30))) struct PatientDay {
    @Test func aResidentSeesNoneOfIt() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            let person = try await phone.view()
            #expect(person.home == .passes)
            #expect(person.quarantine == nil && person.orderWaits == nil)
            try await phone.drawn { $0.people[0].registration.step == .registered }
            #expect(await phone.model.isResident)
            let taps = [NoticeKind.check, .duty, .notice, .trouble, .reminder, .revocation]
            for kind in taps {
                let tap = NoticeTap(id: "check-1-0", kind: kind, person: person.person)
                #expect(await phone.model.follow(tap) == [])
            }
        }
    }

    @Test func anOrderComesFirstUntilItEndsAndIsLookedUpAfterwards() async throws {
        try await TestEnv.opened { env in
            let (phone, given) = try await TestPhone.ordered(in: env)
            try await phone.drawn { $0.people[0].home == .quarantine }
            #expect(await !phone.model.isResident)
            let came = try #require(await phone.model.quarantine)
            #expect(came.order.state == .announced && came.order.isNews)
            #expect(!came.order.explained.isEmpty && !came.consent.isEmpty && !came.help.isEmpty)
            try await phone.decide(.seen)
            try await phone.drawn { $0.people[0].quarantine?.order.isNews == false }
            try await phone.decide(.begin)
            try await env.wait(seconds: 60)
            await phone.engine.wake(.alarm)
            try await phone.drawn { $0.people[0].quarantine?.order.state == .running }
            #expect(await phone.model.person?.home == .quarantine)
            // Also of a process that has just begun, from what it kept.
            let again = try await phone.restarted(in: env)
            #expect(try await again.view().home == .quarantine)

            let code = try await env.releaseCode(of: given)
            try await again.decide(.release(code: code))
            try await again.drawn { $0.people[0].home == .passes }
            let over = try #require(await again.model.quarantine)
            #expect(over.order.state == .released)
            #expect(over.headline.text.hasPrefix("You are free since "))
            #expect(over.accesses.isEmpty, "nothing is asked of the phone any more")
        }
    }

    @Test func anOrderThatWaitsIsTakenAndOneOnPaperByItsCode() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            let me = try await phone.me()
            let paper = try await env.giveOrderOnPaper()
            let claim = { (code: String?) in
                await phone.runner.ask(phone.engine) {
                    try await $0.claimOrder(person: me, code: code, mark: nil, cancel: nil)
                }
            }
            #expect(await claim("2345") == nil)
            #expect(await phone.runner.trouble?.code == .codeMalformed)
            #expect(await claim(paper.code) == .some(nil))
            try await phone.drawn { $0.people[0].quarantine?.order.id == paper.order.id }
            try await phone.decide(.notMine)
            try await phone.drawn { $0.people[0].home == .passes }
            #expect(try await phone.view().quarantine?.order.state == .rejected)
        }
    }

    @Test func aQuestionIsAnsweredAndOneThatClosedWhileItsScreenWasOpenSaysSo() async throws {
        try await TestEnv.opened { env in
            let (phone, _) = try await TestPhone.begun(in: env)
            let me = try await phone.me()
            let asked = try await phone.livesUntilAsked(in: env)
            #expect(asked.isAsked && asked.style.tone == .amber)
            let tap = NoticeTap(id: "check-\(asked.id)-0", kind: .check, person: me)
            try await phone.drawn { $0.people[0].quarantine?.asked.first?.id == asked.id }
            #expect(await phone.model.follow(tap) == [.patient(.check(asked.id))])
            _ = try await phone.engine.ask {
                try $0.answerCheck(
                    person: me, answer: .cannot(reason: .ill, text: "a cold"), check: asked.id)
            }
            try await phone.drawn { $0.people[0].quarantine?.check(asked.id)?.outcome == .cannot }
            _ = try await phone.engine.ask {
                try $0.answerCheck(person: me, answer: .here, check: asked.id)
            }
            try await phone.drawn { $0.people[0].quarantine?.check(asked.id)?.outcome == .answered }
            #expect(await phone.model.quarantine?.asked == [])

            let next = try await phone.livesUntilAsked(in: env)
            try await env.wait(seconds: Int64(try #require(next.openLeftS)) + 60)
            await phone.engine.wake(.alarm)
            try await phone.drawn {
                $0.people[0].quarantine?.check(next.id)?.outcome == .unanswered
            }
            let closed = try #require(await phone.model.quarantine?.check(next.id))
            #expect(closed.text != next.text)
        }
    }
}

extension TestPhone {
    /// The same phone after its app was closed and opened.
    func restarted(in env: TestEnv) async throws -> TestPhone {
        await engine.suspend()
        try await engine.ask { $0.shutdown() }
        let again = TestPhone(in: env, vault: vault)
        again.said.with { $0 = .allAllowed }
        return again
    }
}
