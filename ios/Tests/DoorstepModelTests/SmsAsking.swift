import Doorstep
import DoorstepModel
import Testing

/// A pass that is asked for by text message, from the form to the reply.
@Suite(.timeLimit(.minutes(30))) struct SmsAsking {
    private static let (greece, shops) = ("gr-13032", "name")
    private static let name = "Γιώργος Παπαδόπουλος"
    private static let yes = "Μετακίνηση σε εμπορικό κατάστημα"

    @Test func nothingIsThereBeforeASyncHasBroughtTables() async throws {
        try await TestEnv.opened { try await self.askTooEarly(in: $0) }
    }

    @MainActor private func askTooEarly(in env: TestEnv) async throws {
        let phone = try await TestPhone.registered(in: env)
        let regions = SmsRegionsModel()
        #expect(regions.regions == nil, "nobody has read them")
        await regions.read(of: try await phone.me(), by: phone.engine, at: phone.runner)
        #expect(regions.regions == [] && regions.chosen(nil) == nil)
        #expect(phone.model.snapshot?.hasSmsRegions != true)
        let draft = SmsFormModel(region: Self.greece, form: Self.shops)
        await draft.look(of: try await phone.me(), by: phone.engine, at: phone.runner)
        #expect(phone.runner.trouble?.code == .noRules)
        #expect(draft.stage == .filling(nil) && draft.answers == 0)
    }

    @Test func aFormIsFilledInLookedAtAndWrittenDownOnce() async throws {
        try await TestEnv.opened { try await self.write(in: $0) }
    }

    @MainActor private func write(in env: TestEnv) async throws {
        let phone = try await TestPhone.textingResident(in: env)
        let regions = try await phone.smsRegions()
        #expect(regions.chosen(nil) == nil, "there are two")
        #expect(regions.chosen("xx-1") == nil && regions.form("none", of: Self.greece) == nil)
        let region = try #require(regions.chosen(Self.greece))
        #expect(region.requests.isEmpty && region.problem == nil)
        let form = try #require(regions.form(Self.shops, of: Self.greece))
        #expect(form.canBeWritten && form.fields.map(\.input) == [.text])

        let draft = SmsFormModel(region: Self.greece, form: Self.shops)
        draft["name"] = Self.name
        try await written(draft, by: phone, asIn: form)
        let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
        // The button is gone then; what is written down stays the same whatever is done.
        let before = draft.stage
        draft.correct()
        draft["name"] = "Another Name"
        await draft.write(of: me, by: engine, at: runner)
        #expect(draft.stage == before)
        let asked = try #require(try await phone.smsRegions().region(Self.greece)?.requests)
        #expect(asked.map(\.request) == [draft.stage.message?.request])
        #expect(asked.first?.isWaiting == true && asked.first?.reply == nil)
    }

    @MainActor private func written(
        _ draft: SmsFormModel, by phone: TestPhone, asIn form: SmsFormView
    ) async throws {
        let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
        await draft.write(of: me, by: engine, at: runner)
        #expect(draft.stage == .filling(nil), "what nobody has looked at is not written down")
        await draft.look(of: me, by: engine, at: runner)
        let looked = try #require(draft.stage.message)
        #expect((looked.number, looked.text, looked.request) == ("13032", Self.name, nil))
        #expect(looked.spoken(fields: form.fields).hasPrefix(looked.size.text))
        #expect(!draft.stage.isWritten && draft.stage.refused == nil && draft.answers == 1)
        #expect(try await phone.smsRegions().region(Self.greece)?.requests == [])
        draft.correct()
        #expect(draft.stage == .filling(nil) && draft["name"] == Self.name)
        await draft.look(of: me, by: engine, at: runner)
        await draft.write(of: me, by: engine, at: runner)
        #expect(draft.stage.isWritten && draft.stage.message?.request != nil)
        #expect((draft.stage.message?.text, draft.answers) == (looked.text, 3))
        #expect(!"\(draft.stage)".contains(Self.name), "nothing of it is printed")
    }

    @Test func aReplyThatIsUnknownIsKeptAndOneThatIsKnownIsRead() async throws {
        try await TestEnv.opened { try await self.answer(in: $0) }
    }

    @MainActor private func answer(in env: TestEnv) async throws {
        let phone = try await TestPhone.textingResident(in: env)
        let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
        let draft = SmsFormModel(region: Self.greece, form: Self.shops)
        draft["name"] = Self.name
        await draft.look(of: me, by: engine, at: runner)
        await draft.write(of: me, by: engine, at: runner)
        let request = try #require(draft.stage.message?.request)
        let reply = SmsReplyModel(region: Self.greece, request: request)
        #expect(await reply.read("Что?", of: me, by: engine, at: runner))
        let odd = try #require(reply.result)
        #expect((odd.style.tone, odd.isAnswered, odd.request?.reply) == (.grey, false, "Что?"))
        #expect(!odd.said.isEmpty && !"\(odd)".contains("Что?"))
        let kept = try await phone.smsRegions().request(request, of: Self.greece)
        #expect(kept == odd.request && kept?.isWaiting == true)

        #expect(await reply.read(Self.yes, of: me, by: engine, at: runner))
        let yes = try #require(reply.result)
        #expect((yes.style.tone, yes.isAnswered, reply.answers) == (.green, true, 2))
        #expect(try await phone.smsRegions().request(request, of: Self.greece) == yes.request)
        // One a day is all there are: the form says so, and nothing new is written down.
        await draft.look(of: me, by: engine, at: runner)
        let used = try #require(draft.stage.refused)
        #expect((used.code, used.why) == ("quota-used", used.text))
        let nowhere = SmsReplyModel(region: "xx-1", request: request)
        #expect(await nowhere.read(Self.yes, of: me, by: engine, at: runner))
        #expect(nowhere.result?.style.tone == .amber && nowhere.result?.said.count == 2)
        #expect(nowhere.result?.request == nil && nowhere.result?.isAnswered == false)
    }
}
