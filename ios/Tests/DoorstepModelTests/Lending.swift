import Doorstep
import DoorstepModel
import Foundation
import Testing

/// A lent phone as its screens see it, against the real library and the real authority.
@Suite(.timeLimit(.minutes(30))) struct Lending {
    @Test func fromTheFormToTheCertificateAndToTheNext() async throws {
        try await TestEnv.opened { try await self.lend(in: $0) }
    }

    @MainActor private func lend(in env: TestEnv) async throws {
        let (phone, model) = try await taken(in: env)
        // Its order is there, and asks nothing.
        try await phone.sync()
        try await phone.drawn { $0.people[0].quarantine != nil }
        #expect(model.home == .handover && !model.isResident)
        #expect(model.loan?.giveBack.first?.key == "loan-not-handed-over")
        #expect(model.loan?.emergency.first == "112")

        await phone.isHandedOver()
        #expect(phone.runner.trouble == nil)
        try await phone.sync()
        try await phone.drawn { $0.loan?.state == .running }
        #expect(model.home == .quarantine)
        let running = try #require(model.loan)
        #expect(running.number == "L-17" && running.handedOverAtMs != nil)
        #expect(running.endsAtMs != nil && running.emergency.count == 2)
        #expect(running.giveBack.contains { $0.text.contains("loan_charger") })
        #expect(!running.giveBack.contains { $0.text.contains("loan_case") })
        let me = try await phone.me()
        let care = try await phone.engine.ask { $0.emergency(person: me, challenge: nil) }
        #expect(care.shown != nil && care.trouble == nil)

        let returned = try #require(await phone.isReturned())
        #expect(returned.told)
        try await phone.drawn { $0.loan?.state == .wiped }
        #expect(model.home == .wiped && model.quarantine == nil)
        #expect(model.loan?.certificate == returned.certificate)
        #expect(model.loan?.emergency == ["112"] && model.loan?.number == nil)
        #expect(try await env.loans() == ["L-17 returned"])
        let again = try await phone.restarted(in: env)
        await again.engine.wake(.user)
        try await again.drawn { $0.loan?.certificate == returned.certificate }
        #expect(again.model.home == .wiped)
        await again.scans([try await env.form("L-17")])
        try await again.drawn { $0.loan?.state == .taken }
        #expect(again.model.home == .handover && again.model.quarantine == nil)
    }

    @MainActor private func taken(in env: TestEnv) async throws -> (TestPhone, AppModel) {
        let phone = TestPhone(in: env)
        phone.said.with { $0 = .allAllowed }
        await phone.engine.wake(.user)
        try await phone.drawn { $0.people[0].registration.step == .notRegistered }
        #expect(phone.model.home == .welcome && phone.model.loan == nil)
        _ = try await env.giveOrder(loan: "L-17")
        #expect(await phone.scans(["https://example.org", try await env.form("L-17")]))
        try await phone.drawn { $0.loan?.state == .taken }
        return (phone, phone.model)
    }

    @Test func whatIsNoFormOfThisAuthorityIsRefusedInTheCoresWords() async throws {
        try await TestEnv.opened { env in
            try await TestEnv.opened { elsewhere in
                try await self.refuse(in: env, elsewhere: elsewhere)
            }
        }
    }

    @MainActor private func refuse(in env: TestEnv, elsewhere: TestEnv) async throws {
        let (phone, taking) = (TestPhone(in: env), LoanTaking(invitation: "DSL1:BB8"))
        let (engine, runner) = (phone.engine, phone.runner)
        #expect(await !taking.take(by: engine, at: runner))
        #expect(runner.trouble?.code == .loanMalformed)
        let foreign = try await elsewhere.form("L-17")
        #expect(await !taking.scanned([foreign], by: engine, at: runner))
        #expect(runner.trouble?.code == .loanForeign)
        #expect(runner.trouble?.text.text.isEmpty == false)
        runner.dismiss()
        #expect(await !taking.scanned([foreign], by: engine, at: runner))
        #expect(runner.trouble == nil, "the same code before the camera is not tried again")
        let short = try await env.form("L-1", asking: ["--until", "2026-11-24T09:01:00Z"])
        try await env.wait(seconds: 120)
        #expect(await !taking.scanned([short], by: engine, at: runner))
        #expect(runner.trouble?.code == .loanOver)
        #expect(try await phone.view().registration.step == .notRegistered)

        taking.typed = try await env.form("L-2")
        #expect(await taking.take(by: engine, at: runner))
        #expect(await !taking.take(by: engine, at: runner))
        #expect(runner.trouble?.code == .alreadyRegistered)
        // Another phone with the same form freezes both.
        let second = TestPhone(in: env, "second")
        #expect(await !second.scans([taking.typed]))
        #expect(second.runner.trouble?.code == .loanOver)
        await phone.isHandedOver()
        #expect(runner.trouble?.code == .loanOver)
        #expect(try await phone.engine.ask { try $0.snapshot().loan?.state } == .taken)
    }

    @Test func aReturnThatStopsOnTheWayGoesOnFromItsScreen() async throws {
        try await TestEnv.opened { try await self.stop(in: $0) }
    }

    @MainActor private func stop(in env: TestEnv) async throws {
        let (phone, _) = try await TestPhone.lent(in: env)
        phone.vault.fail(.delete, with: VaultError.Unsupported, times: 1000)
        #expect(await phone.isReturned() == nil)
        #expect(phone.runner.trouble != nil)
        let stopped = try await phone.engine.ask { try $0.snapshot().loan }
        #expect(stopped?.state == .returning && stopped?.certificate == nil)
        phone.vault.fail(.delete, with: VaultError.Unsupported, times: 0)
        // As it was left.
        let again = try await phone.restarted(in: env)
        await again.engine.wake(.user)
        try await again.drawn { $0.loan?.state == .returning }
        #expect(again.model.home == .loan)
        #expect(again.model.loan?.giveBack.map(\.key) == ["loan-wipe-again"])
        #expect(again.model.loan?.emergency.first == "112")
        #expect(await again.isReturned()?.certificate.hasPrefix("DSW1:") == true)
        try await again.drawn { $0.loan?.state == .wiped }
        #expect(again.model.home == .wiped)
    }

    @Test func whenItsOrderIsOverTheFirstScreenSaysHowItGoesBack() async throws {
        try await TestEnv.opened { try await self.end(in: $0) }
    }

    @MainActor private func end(in env: TestEnv) async throws {
        let (phone, order) = try await TestPhone.lent(in: env)
        let (model, me) = (phone.model, try await phone.me())
        let tap = NoticeTap(id: "any", kind: .duty, person: me)
        #expect(model.follow(tap) == [.patient(.order)])
        try await phone.decide(.release(code: try await env.releaseCode(of: order)))
        try await phone.drawn { $0.loan?.state == .returning }
        #expect(model.home == .loan && model.quarantine != nil, "the proof is there until then")
        #expect(model.loan?.giveBack.first?.key == "loan-bring-by")
        #expect(model.follow(tap) == [])
    }

    @Test func withoutANetworkTheHandoverWaitsAndTheDeskScansTheCertificate() async throws {
        try await TestEnv.opened { try await self.goOffline(in: $0) }
    }

    @MainActor private func goOffline(in env: TestEnv) async throws {
        let vault = SoftwareVault()
        let near = TestPhone(in: env, vault: vault)
        let form = try await env.form("L-17")
        await near.scans([form])
        await near.engine.suspend()
        try await near.engine.ask { $0.shutdown() }
        // Where nobody answers.
        let far = TestPhone(in: env, url: "https://127.0.0.1:9", vault: vault)
        await far.isHandedOver()
        #expect(far.runner.trouble != nil, "said why it waits")
        try await far.drawn { $0.loan?.state == .taken }
        #expect(far.model.home == .handover)
        let returned = try #require(await far.isReturned())
        #expect(!returned.told)
        try await far.drawn { $0.loan?.certificate == returned.certificate }
        #expect(far.model.home == .wiped)
        try await env.takeBack(returned.certificate)
        #expect(try await env.loans() == ["L-17 returned"])
    }

    @Test func whatNobodyElseCanAllowIsAListWithTheNextQuestionOfEach() {
        let none = Grant.all(location: .denied, precise: false, notices: false, camera: false)
        #expect(none.map(\.isAllowed) == [false, false, false, false])
        #expect(none.map(\.next) == [.location, .preciseLocation, .notices, nil])
        let some = Grant.all(location: .inUse, precise: true, notices: false, camera: true)
        #expect(some.map(\.isAllowed) == [false, true, false, true])
        #expect(some.first?.next == .locationAlways)
        let all = Grant.all(location: .always, precise: true, notices: true, camera: true)
        #expect(all.allSatisfy { $0.isAllowed })
        #expect(Set(all.map(\.word)).count == 4)
    }

    @Test func whatAManagerHasWrittenStandsThereAndIsNoMoreThanThat() {
        let written = ManagedLoan(["invitation": "DSL1:BB8", "loan": "L-17", "other": 1])
        #expect(written.invitation == "DSL1:BB8" && written.number == "L-17")
        #expect(ManagedLoan([:]) == ManagedLoan(["invitation": 1, "loan": ["L-17"]]))
        #expect(ManagedLoan([:]).invitation == nil)
    }
}
