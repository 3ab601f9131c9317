import Doorstep
import DoorstepModel
import Testing

/// What is said of the fields of a form, and how they are typed.
@Suite(.timeLimit(.minutes(30))) struct SmsFilling {
    private static let cyprus = "cy-8998"

    @Test func whatIsFoundStandsAtItsFieldAndIsSpoken() async throws {
        try await TestEnv.opened { try await self.find(in: $0) }
    }

    @MainActor private func find(in env: TestEnv) async throws {
        let phone = try await TestPhone.textingResident(in: env, having: ["cy-8998-2021-01-10"])
        let (me, engine, runner) = (try await phone.me(), phone.engine, phone.runner)
        let regions = try await phone.smsRegions()
        #expect(regions.chosen(nil)?.region == Self.cyprus, "the only one")
        #expect(regions.chosen(nil)?.otherWays.isEmpty == false, "a voice line, and paper")
        let form = try #require(regions.form("request", of: Self.cyprus))
        #expect(form.fields.map(\.input) == [.choice, .text, .digits])
        #expect(form.fields.first?.choices.count == 8)
        let draft = SmsFormModel(region: Self.cyprus, form: "request")
        #expect(draft["purpose"].isEmpty && draft.stage.findings(of: "purpose").isEmpty)
        await draft.look(of: me, by: engine, at: runner)
        #expect(form.fields.allSatisfy { draft.stage.findings(of: $0.name).count == 1 })
        #expect(draft.stage.others(than: form.fields) == [])
        // What was chosen and typed is no longer missing, and a postcode has four digits.
        (draft["purpose"], draft["id"], draft["postcode"]) = ("2", "123456", "101")
        await draft.look(of: me, by: engine, at: runner)
        let refused = try #require(draft.stage.refused)
        #expect(refused.code == "field-refused" && draft.answers == 2)
        let found = draft.stage.findings(of: "postcode").map(\.text)
        #expect(found.count == 1 && draft.stage.findings(of: "id").isEmpty)
        #expect(refused.why == nil, "it stands at the field")
        let said = "Postcode: \(found[0]) \(refused.next.text)"
        #expect(refused.spoken(fields: form.fields) == said)
        draft["postcode"] = "1010"
        await draft.look(of: me, by: engine, at: runner)
        #expect(draft.stage.message?.text == "2 123456 1010")
        #expect(draft.stage.findings(of: "postcode") == [])
    }

    @Test func whatIsFoundOfNoFieldStandsAboveThem() throws {
        let (any, other) = (sentence("Any."), sentence("Other."))
        let refused = SmsRefusedView(
            code: "any", text: any, next: sentence("Next."),
            findings: [
                SmsFindingView(field: nil, blocks: false, text: other),
                SmsFindingView(field: "gone", blocks: true, text: other),
            ])
        let stage = SmsStage.filling(refused)
        #expect(stage.others(than: []) == [other, other] && stage.findings(of: "id") == [])
        #expect(refused.why == any)
        #expect(refused.spoken(fields: []) == "Any. Other. Other. Next.")
        #expect(SmsReplyResult.refused(refused).style.tone == .amber)
    }

    @Test(arguments: [
        ("3", "3"), ("31", "31"), ("311", "31.1"), ("31.1", "31.1"), ("31.121", "31.12.1"),
        ("31121960", "31.12.1960"), ("31.12.1960", "31.12.1960"), ("1.1.1960", "1.1.1960"),
        ("31.", "31."), ("1960.12.31", "1960.12.31"), ("1960-12-31", "1960-12-31"), ("", ""),
        ("٣١١", "٣١.١"), ("12 May", "12 May"), ("...", "..."), ("311219601", "31.12.19601"),
    ])
    func aDateHasItsPointsWhereTheKeysHaveNone(typed: String, shown: String) {
        #expect(typed.pointed == shown)
        #expect(shown.pointed == shown, "also when it is drawn again")
    }

    private func sentence(_ text: String) -> Sentence { Sentence(key: text, text: text) }
}
