import Doorstep
import DoorstepModel
import Testing

/// A part of a shared phone that a PIN hides, against the real library and the real authority.
@Suite(.timeLimit(.minutes(30))) struct Pins {
    private let words = Words(language: "en", texts: { _, key in "\(key) %1$@" })

    @Test func whatIsTypedHidesAPartOpensItAndHidesItNoMore() async throws {
        try await TestEnv.opened { try await self.hideAndOpen(in: $0) }
    }

    @MainActor private func hideAndOpen(in env: TestEnv) async throws {
        let phone = try await TestPhone.registered(in: env)
        let (engine, runner, model) = (phone.engine, phone.runner, phone.model)
        let (me, pin) = (try await phone.me(), PinModel())
        #expect(try await phone.view().pin == nil, "nobody else is there")
        let other = try await engine.ask { try $0.addPerson(isChild: false) }
        try await phone.drawn { $0.people[0].pin?.state == .unset }
        #expect(model.person?.hasPin == false)

        (pin.typed, pin.again) = ("2468", "2469")
        #expect(await !pin.set(of: me, by: engine, at: runner))
        #expect(pin.differ && runner.trouble == nil && model.person?.hasPin == false)
        pin.again = "2468"
        #expect(!pin.differ, "until something else is typed")
        (pin.typed, pin.again) = ("24", "24")
        #expect(await !pin.set(of: me, by: engine, at: runner))
        #expect(runner.trouble?.code == .pinMalformed)
        #expect(runner.trouble?.text.text == "A PIN has 4 to 8 digits, and nothing else.")
        (pin.typed, pin.again) = ("2468", "2468")
        #expect(await pin.set(of: me, by: engine, at: runner))
        #expect(pin.typed.isEmpty && pin.again.isEmpty)
        try await phone.drawn { $0.people[0].pin?.state == .open }
        #expect(model.person?.hasPin == true && !model.isLocked && model.home == .passes)
        #expect(model.shows(.settings) && model.shows(.pass("one")) && model.isResident)

        await engine.hide()
        #expect(model.isLocked && model.home == .locked)
        let hidden = try #require(model.person)
        #expect(hidden.name(in: words) == "people_person \(me)" && hidden.registration.phone == nil)
        #expect(hidden.lines.map(\.text) == ["This part is hidden by a PIN."])
        #expect(!model.isResident, "nobody knows of somebody who is hidden")
        let shown: [Route] = [.emergency, .people, .patient(.check("one")), .patient(.safety)]
        #expect(shown.allSatisfy { model.shows($0) })
        let own: [Route] = [
            .settings, .details, .passes, .pass("one"), .sent, .pin, .moveGive, .removePerson,
            .erase, .patient(.home), .patient(.journal), .patient(.evidence), .patient(.order),
        ]
        #expect(!own.contains { model.shows($0) })
        model.choose(other)
        #expect(model.home == .welcome && model.shows(.settings), "the other's part is not hidden")
        model.choose(me)

        pin.typed = "1357"
        await pin.open(of: me, by: engine, at: runner)
        #expect(runner.trouble?.code == .pinWrong && pin.typed.isEmpty && model.isLocked)
        #expect(runner.trouble?.text.text == "This is not the PIN. 4 tries are left.")
        pin.typed = "２４６８"
        await pin.open(of: me, by: engine, at: runner)
        #expect(runner.trouble == nil && model.person?.pin?.state == .open)
        #expect(model.home == .passes && model.person?.mark == "ИП4321")
        try await engine.ask { try $0.removePin(person: me) }
        await engine.hide()
        #expect(model.person?.pin?.state == .unset && model.home == .passes)
    }

    @Test func whatIsAskedIsAnsweredWithoutThePin() async throws {
        try await TestEnv.opened { try await self.answer(in: $0) }
    }

    @MainActor private func answer(in env: TestEnv) async throws {
        let calls = RecordedCalls()
        let (phone, _) = try await TestPhone.begun(in: env, calls: calls)
        let (engine, model, me) = (phone.engine, phone.model, try await phone.me())
        let other = try await phone.hidden()
        let asked = try await phone.livesUntilAskedInSecret(in: env)
        try await phone.drawn { $0.people[0].pin?.asked?.id == asked.id }
        #expect(model.home == .locked && model.quarantine == nil)
        #expect(model.person?.asked.map(\.id) == [asked.id])
        let pin = try #require(model.person?.pin)
        #expect(pin.mayDeclare && !pin.help.isEmpty)
        _ = calls.look()
        await engine.arrived([.atHome(atMs: env.clock.nowMs)])
        #expect(calls.look().filter { $0.hasPrefix("fixes") }.count == 1, "it tells on")

        model.choose(other)
        #expect(model.askedBeside.map(\.person) == [me], "the other page says so")
        let tap = NoticeTap(id: "check-\(asked.id)", kind: .check, person: me)
        #expect(model.follow(tap) == [.patient(.check(asked.id))])
        let answered = try await engine.ask {
            try $0.answerCheck(person: me, answer: .here, check: asked.id)
        }
        #expect(answered.outcome == .answered && !answered.text.text.isEmpty)
        try await phone.drawn { $0.people[0].pin?.asked == nil }
        #expect(model.follow(tap) == [] && model.askedBeside.isEmpty)
        _ = try await engine.ask { try $0.declare(person: me, declaring: .hospital) }
        let care = try await engine.ask { $0.emergency(person: me, challenge: nil) }
        #expect(care.trouble == nil)

        let typed = PinModel()
        typed.typed = TestPhone.pin
        await typed.open(of: me, by: engine, at: phone.runner)
        #expect(model.quarantine?.declared?.what == .hospital)
        #expect(model.quarantine?.check(asked.id)?.outcome == .answered)
        let journal = JournalModel()
        await journal.read(of: me, by: engine, at: phone.runner)
        #expect(journal.entries.contains { $0.kind == "fix" })
    }

    @Test func aPhotoThatIsAskedForIsTakenAndSentWithoutThePin() async throws {
        try await TestEnv.opened { try await self.photograph(in: $0) }
    }

    @MainActor private func photograph(in env: TestEnv) async throws {
        let (phone, _) = try await TestPhone.begun(in: env, asking: ["--photo"])
        _ = try await phone.hidden()
        let (me, asked) = (try await phone.me(), try await phone.livesUntilAskedInSecret(in: env))
        let wanted = PhotoFor.check(asked.id)
        try await phone.drawn { $0.people[0].asks(for: wanted) }
        #expect(phone.model.person?.asks(for: .reference) == false)
        let photo = PhotoModel(for: wanted)
        for number: UInt8 in 1...3 {
            photo.retake()
            let camera = FakeCamera(gives: .nothingSeen(comment: number))
            await photo.take(with: camera, of: me, by: phone.engine, at: phone.runner)
        }
        #expect(photo.way == .sendAnyway)
        await photo.send(of: me, by: phone.engine, at: phone.runner)
        #expect(photo.isSent)
        try await phone.drawn { !$0.people[0].asks(for: wanted) }
        #expect(phone.model.isLocked)
    }

    @Test func aForgottenPinGoesAfterADayAndSaysSoMeanwhile() async throws {
        try await TestEnv.opened { try await self.forget(in: $0) }
    }

    @MainActor private func forget(in env: TestEnv) async throws {
        let phone = try await TestPhone.registered(in: env)
        let (engine, model, me) = (phone.engine, phone.model, try await phone.me())
        _ = try await phone.hidden()
        #expect(model.person?.pin?.goesAtMs == nil)
        try await engine.ask { try $0.forgetPin(person: me) }
        try await phone.drawn { $0.people[0].pin?.goesAtMs != nil }
        let said = try #require(model.person?.pin?.text.text)
        #expect(said.hasPrefix("Somebody has asked to remove the PIN.") && model.isLocked)
        try await env.wait(seconds: 86_300)
        await engine.look()
        #expect(model.home == .locked, "a day is not over")
        try await env.wait(seconds: 200)
        await engine.look()
        #expect(model.person?.pin?.state == .unset && model.home == .passes)
    }
}

extension TestPhone {
    fileprivate static let pin = "2468"

    /// Somebody else is there too, by whose name; the first person's part is hidden from them.
    fileprivate func hidden() async throws -> PersonId {
        let me = try await me()
        let other = try await engine.ask { try $0.addPerson(isChild: false) }
        try await engine.ask { try $0.setPin(person: me, pin: Self.pin) }
        await engine.hide()
        return other
    }

    /// Sleeps until the plan wakes it, until the person whose part is hidden is asked.
    fileprivate func livesUntilAskedInSecret(in env: TestEnv) async throws -> CheckView {
        for _ in 0..<200 {
            await engine.wake(.alarm)
            if let asked = try await view().pin?.asked { return asked }
            let plan = try await engine.ask { try $0.plan() }
            let wakeInMs = try #require(plan.wakeAtMs) - plan.nowMs
            try await env.wait(seconds: (max(900_000, wakeInMs) + 999) / 1000)
        }
        throw Unexpected(answer: try await view())
    }
}

extension LocationFix {
    /// At the order's place.
    fileprivate static func atHome(atMs: Int64) -> LocationFix {
        LocationFix(
            latitude: 55.7558123, longitude: 37.6173, accuracyM: 20, isApple: true, source: .wifi,
            ageMs: 0, timeMs: atMs, isMock: false, isCoarse: false, inDeepSleep: false, steps: nil,
            activity: nil)
    }
}
