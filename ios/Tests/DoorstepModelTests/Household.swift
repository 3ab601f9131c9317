import Doorstep
import DoorstepModel
import Testing

/// Several people on one phone, against the real library and the real authority.
@Suite(.timeLimit(.minutes(30))) struct Household {
    private let words = Words(language: "en", texts: { _, key in "\(key) %1$@" })

    @Test func eightFitOnAPhoneAndEachIsShownByChoice() async throws {
        try await TestEnv.opened { try await self.fill(in: $0) }
    }

    @MainActor private func fill(in env: TestEnv) async throws {
        let phone = try await TestPhone.registered(in: env)
        let (engine, runner, model) = (phone.engine, phone.runner, phone.model)
        let me = try await phone.me()
        try await phone.drawn { $0.people[0].mark == "ИП4321" }
        #expect(!model.isShared && model.another == nil)
        var added: [PersonId] = []
        for number in 2...8 {
            let isChild = number > 5
            let person = await runner.ask(engine) { try $0.addPerson(isChild: isChild) }
            added.append(try #require(person))
        }
        #expect(await runner.ask(engine) { try $0.addPerson(isChild: false) } == nil)
        #expect(runner.trouble?.code == .tooManyPeople)
        #expect(runner.trouble?.text.text == "This phone keeps no more people.")
        try await phone.drawn { $0.people.count == 8 }
        #expect(model.isShared && model.person?.person == me)
        let people = try #require(model.snapshot?.people)
        #expect(
            people.map { $0.name(in: words) } == ["ИП4321"] + (2...8).map { "people_person \($0)" })
        #expect(people.map(\.isChild) == (1...8).map { $0 > 5 })
        #expect(people.allSatisfy { $0.lines == [$0.registration.text] })

        model.choose(added.last)
        #expect(model.person?.person == added.last && model.home == .welcome)
        #expect(model.another?.person == me)
        model.choose(me)
        #expect(model.home == .passes && model.another?.person == added.first)
        for nobody in ["9", "", nil] {
            model.choose(nobody)
            #expect(model.person?.person == me, "the first, where who was shown is gone")
        }
    }

    @Test func whoHasAnOrderStaysAndWhoHasNoneIsTakenOffAlone() async throws {
        try await TestEnv.opened { try await self.takeOff(in: $0) }
    }

    @MainActor private func takeOff(in env: TestEnv) async throws {
        let (phone, child) = try await TestPhone.family(in: env)
        let (engine, runner, model) = (phone.engine, phone.runner, phone.model)
        let me = try await phone.me()
        let passer = try await engine.ask { try $0.addPerson(isChild: false) }
        model.choose(child)
        #expect(await runner.ask(engine) { try $0.removePerson(person: child) } == nil)
        #expect(runner.trouble?.code == .personHasOrder)
        #expect(
            runner.trouble?.text.text == "This person has a quarantine order that is not over.")
        #expect(model.person?.person == child && model.home == .quarantine)
        #expect(!model.isResident, "somebody on this phone is followed")
        model.choose(passer)
        #expect(!model.isResident && model.quarantine == nil)
        #expect(await runner.ask(engine) { try $0.removePerson(person: passer) } != nil)
        try await phone.drawn { $0.people.map(\.person) == [me, child] }
        #expect(model.person?.person == me && model.home == .passes)
        #expect(try await phone.person(child).quarantine?.order.state == .running)
    }

    @Test func theLastOneStays() async throws {
        try await TestEnv.opened { env in
            let phone = try await TestPhone.registered(in: env)
            let me = try await phone.me()
            _ = await phone.runner.ask(phone.engine) { try $0.removePerson(person: me) }
            #expect(await phone.runner.trouble?.code == .personStays)
        }
    }

    @Test func aNoticeNamesNobodyAndOpensThePageOfWhomItIsFor() async throws {
        try await TestEnv.opened { try await self.ask(in: $0) }
    }

    @MainActor private func ask(in env: TestEnv) async throws {
        let (phone, child) = try await TestPhone.family(in: env)
        let (engine, runner, model) = (phone.engine, phone.runner, phone.model)
        let me = try await phone.me()
        let asked = try await phone.livesUntilAsked(child, in: env)
        try await phone.drawn { $0.people[1].quarantine?.asked.first?.id == asked.id }
        #expect(model.person?.person == me && model.quarantine == nil)
        #expect(model.askedBeside.map(\.person) == [child], "the other page says so")
        #expect(try await phone.person(child).lines.contains(asked.text))

        let posted = phone.system.shown
        let marks = ["ИП4321", "ИП", "4321", "Д0001", "0001"]
        #expect(posted.allSatisfy { notice in !marks.contains { notice.text.contains($0) } })
        // Those of later questions stand too.
        let notice = try #require(posted.last { $0.id.contains(asked.id) })
        let tap = try #require(
            NoticeTap(id: notice.id, kind: notice.kind, person: notice.person))
        #expect(tap.kind == .check && tap.person == child)
        let planned = try await engine.ask { try $0.plan() }.notices.first { $0.id == notice.id }
        #expect(planned != nil && notice.text == planned?.lockScreen?.text)
        #expect(notice.text != planned?.text.text)
        #expect(model.follow(tap) == [.patient(.check(asked.id))])
        #expect(model.person?.person == child && model.quarantine?.check(asked.id) != nil)
        #expect(model.askedBeside.isEmpty)
        let gone = NoticeTap(id: notice.id, kind: .check, person: "9")
        #expect(model.follow(gone) == [], "nothing of who is shown then is opened for it")
        #expect(model.person?.person == me)

        // By whom a child is asked for: somebody else answers, and that is what is written down.
        let answer = await runner.ask(engine) {
            try $0.answerCheck(person: child, answer: .here, check: asked.id)
        }
        #expect(answer != nil)
        try await phone.drawn { $0.people[1].quarantine?.check(asked.id)?.outcome == .answered }
        #expect(try await phone.person(child).quarantine?.check(asked.id)?.answer?.how == .parent)
        let journal = JournalModel()
        await journal.read(of: child, by: engine, at: runner)
        #expect(journal.entries.contains { $0.text.text == "You answered for your child." })
    }
}

extension TestPhone {
    /// Of somebody without an order, and of a child whose order runs.
    static func family(in env: TestEnv) async throws -> (phone: TestPhone, child: PersonId) {
        let phone = try await registered(in: env)
        phone.said.with { $0 = .allAllowed }
        let engine = phone.engine
        let child = try await engine.ask { try $0.addPerson(isChild: true) }
        let number = "8 (916) 123-45-68"
        _ = try await engine.ask {
            try await $0.register(
                person: child, phone: number, initials: "д", document: "0001", cancel: nil)
        }
        let code = try await env.code()
        _ = try await engine.ask { try await $0.confirm(person: child, code: code, cancel: nil) }
        _ = try await env.giveOrder(phone: number, asking: ["--child"])
        try await phone.sync()
        for decision in [OrderDecision.seen, .begin] {
            try await engine.ask { try $0.decideOrder(person: child, decision: decision) }
        }
        try await env.wait(seconds: 60)
        await engine.wake(.alarm)
        try await phone.drawn { $0.people[1].quarantine?.order.state == .running }
        return (phone, child)
    }

    /// What a screen shows of somebody.
    func person(_ person: PersonId) async throws -> PersonView {
        let people = try await engine.ask { try $0.snapshot().people }
        return try #require(people.first { $0.person == person })
    }

    /// Sleeps until the plan wakes it, until this person is asked.
    fileprivate func livesUntilAsked(
        _ who: PersonId, in env: TestEnv
    ) async throws -> CheckView {
        for _ in 0..<200 {
            await engine.wake(.alarm)
            if let asked = try await person(who).quarantine?.asked.first { return asked }
            let plan = try await engine.ask { try $0.plan() }
            let wakeInMs = try #require(plan.wakeAtMs) - plan.nowMs
            try await env.wait(seconds: (max(900_000, wakeInMs) + 999) / 1000)
        }
        throw Unexpected(answer: try await person(who))
    }
}
