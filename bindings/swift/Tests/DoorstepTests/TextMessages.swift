import Doorstep
import Testing

/// Passes by text message: a form, its exact message, and the reply that somebody pastes.
@Suite(.timeLimit(.minutes(30))) struct TextMessages {
    private static let region = "ru-ta-2590"

    @Test func aFormIsLookedAtSentByItsPersonAndAnswered() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            #expect(try client.smsRegions(person: me).isEmpty)
            try await env.publishSmsTables()
            #expect(try await client.sync(urgency: .person).problem == nil)
            #expect(try client.snapshot().hasSmsRegions)

            let region = try #require(try client.smsRegions(person: me).first)
            #expect((region.region, region.title.text) == (Self.region, "Text messages to 2590"))
            let register = try #require(region.forms.first)
            #expect((register.form, register.canBeWritten) == ("registration-v2", true))
            #expect(register.fields.map(\.input) == [.digits])
            // Nobody knows how the second is written; the others do what the first does with more words.
            #expect(region.forms.map(\.canBeWritten) == [true, false, true, true])

            let wrong = try client.smsMessage(
                person: me, filled: Self.form("92196325"), smsUse: .send)
            guard case .refused(let why) = wrong else { throw Unexpected() }
            #expect((why.code, why.findings.map(\.field)) == ("field-refused", ["passport"]))
            let looked = try Self.message(client, me, .look)
            #expect(looked.request == nil)
            #expect(!"\(looked) \(Self.form("9219632506"))".contains("9219632506"))
            #expect(!String(reflecting: SmsMessageResult.message(looked)).contains("9219632506"))
            let sent = try Self.message(client, me, .send)
            #expect((sent.text, sent.number) == (looked.text, "2590"))
            let asked = try #require(try client.smsRegions(person: me).first?.requests.first)
            #expect(sent.request == asked.request)

            let odd = try client.smsReply(person: me, region: Self.region, text: "Что?")
            guard case .read(let read) = odd else { throw Unexpected() }
            #expect((read.class, read.request?.reply) == (.unknown, "Что?"))
            #expect(!"\(odd)".contains("Что?"))
            let nowhere = try client.smsReply(person: me, region: "xx-1", text: "Что?")
            guard case .refused(let unknown) = nowhere else { throw Unexpected() }
            #expect(unknown.code == "region-unknown")
        }
    }

    private struct Unexpected: Error {}

    private static func message(
        _ client: Client, _ me: String, _ use: SmsUse
    ) throws -> SmsMessageView {
        let made = try client.smsMessage(person: me, filled: form("92 19 632506"), smsUse: use)
        guard case .message(let message) = made else { throw Unexpected() }
        return message
    }

    private static func form(_ passport: String) -> SmsFilledForm {
        SmsFilledForm(
            region: region, form: "registration-v2",
            values: [SmsFieldValue(field: "passport", value: passport)])
    }
}
