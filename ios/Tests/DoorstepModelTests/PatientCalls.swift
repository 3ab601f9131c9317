import Doorstep
import DoorstepModel
import Foundation
import Testing

/// How often a patient's screen crosses over to the core before it is drawn.
@Suite(.timeLimit(.minutes(30))) struct PatientCalls {
    @Test func aScreenIsDrawnAfterTwoCallsAndMostAfterNone() async throws {
        try await TestEnv.opened { try await self.count(in: $0) }
    }

    @MainActor private func count(in env: TestEnv) async throws {
        let (phone, _) = try await TestPhone.begun(in: env)
        try await phone.goesOffline()
        let me = try await phone.me()
        let real = try await phone.engine.ask { $0 as? Client }
        let client = CountedClient.over(try #require(real))
        let model = AppModel()
        let engine = Engine(
            ports: RecordingPorts().ports, model: model, facts: { .allAllowed },
            open: { _ in client })
        _ = try await engine.ask { try $0.snapshot() }
        while model.quarantine == nil { await Task.yield() }
        _ = client.look()

        // Home, order, consent, access, check and the rest draw the snapshot that came by itself.
        let view = try #require(model.quarantine)
        #expect(!view.headline.text.isEmpty && !view.order.explained.isEmpty)
        #expect(client.look().isEmpty)

        let runner = ActionRunner()
        await JournalModel().read(of: me, by: engine, at: runner)
        #expect(client.look() == ["journal", "plan"])
        await runner.ask(engine) { try $0.notices(person: me) }
        #expect(client.look() == ["notices", "plan"])
        let proof = EvidenceModel(in: env.folder.appendingPathComponent("proof"))
        await proof.make(.redacted, named: "proof", of: me, by: engine, at: runner)
        #expect(client.look() == ["evidence", "plan"])
        let (photo, camera) = (PhotoModel(for: .askedNow), FakeCamera(gives: nil))
        camera.said.finish()
        camera.seen.yield(.nothingSeen(comment: 1))
        camera.seen.finish()
        await photo.watch(camera, by: engine)
        #expect(client.look() == ["previewHints", "plan"], "of each frame")
        // Those of text messages, which are no patient's alone; they are also read again each minute.
        await SmsRegionsModel().read(of: me, by: engine, at: runner)
        #expect(client.look() == ["smsRegions", "plan"])
        await SmsFormModel(region: "cy-8998", form: "request").look(of: me, by: engine, at: runner)
        #expect(client.look() == ["smsMessage", "plan"])
        let reply = SmsReplyModel(region: "cy-8998", request: "none")
        _ = await reply.read("Yes.", of: me, by: engine, at: runner)
        #expect(client.look() == ["smsReply", "plan"])
    }
}
