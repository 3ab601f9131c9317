import Doorstep
import Foundation
import Testing

/// What a patient's phone asks, what the person answers, and what they declare.
@Suite(.timeLimit(.minutes(30))) struct Checks {
    @Test func aPhoneAsksByItselfAndTheAnswerIsSignedForOnceThereIsANetwork() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let given = try await begun(env, phone)
            let answer = { (answer: CheckAnswer, id: String?) in
                try client.answerCheck(person: me, answer: answer, check: id)
            }
            #expect(try await code { try answer(.here, nil) } == .noCheck)
            let check = try livesUntilAsked(env, phone)
            #expect(!check.isSurprise)
            #expect(try await code { try answer(.here, "AQEBAQEBAQE") } == .checkUnknown)
            let plan = try client.plan()
            let stands = plan.notices.filter { $0.id.contains(check.id) && $0.atMs <= plan.nowMs }
            #expect(stands.map(\.kind) == [.check])
            #expect(stands.first?.lockScreen?.text == "Doorstep has a question for you.")
            let reason = CheckAnswer.cannot(reason: .camera, text: "it is broken")
            #expect(try answer(reason, check.id).outcome == .cannot)
            let answered = try answer(.here, check.id)
            #expect(answered.outcome == .answered)
            let says = try #require(answered.answer)
            #expect((says.how, says.receipt) == (.tap, false))
            // Who answered is left alone.
            #expect(try !client.plan().notices.contains { $0.id.contains(check.id) })
            try await env.wait(seconds: 1)
            #expect(try await client.sync(urgency: .person).problem == nil)
            let confirmed = try quarantine(of: phone).checks.first { $0.id == check.id }
            #expect(confirmed?.answer?.receipt == true)
            #expect(try await env.reported(given).suffix(3) == ["check", "answer", "answer"])
        }
    }

    @Test func whatAPersonSaysCountsAtOnceBeforeAQuestionAndFromAHospital() async throws {
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            let given = try await begun(
                env, phone, asking: ["--checks", "0", "--surprises", "1"])
            // Nobody asked yet.
            #expect(try client.here(person: me) == nil)
            try await env.askOnceMore(given)
            #expect(try await client.sync(urgency: .person).problem == nil)
            let early = try #require(try client.checks(person: me).first)
            #expect((early.isSurprise, early.outcome) == (true, .answeredEarly))

            #expect(try quarantine(of: phone).declared == nil)
            let declared = try client.declare(person: me, declaring: .hospital)
            #expect((declared.what, declared.untilMs) == (.hospital, nil))
            let paused = try quarantine(of: phone)
            #expect(paused.declared == declared)
            #expect((paused.order.state, paused.order.why) == (.paused, "hospital"))
            _ = try client.declare(person: me, declaring: .back)
            try await env.wait(seconds: 10)
            #expect(try quarantine(of: phone).order.state == .running)
            #expect(try await client.sync(urgency: .person).problem == nil)
            #expect(try await env.reported(given).filter { $0 == "declare" }.count == 2)
        }
    }

    @Test func aPhotoAnswersACheckAndIsSignedFor() async throws {
        guard let jpeg = portrait() else { return }
        try await TestEnv.opened { env in
            let phone = try await env.resident()
            let (client, me) = (phone.client, phone.me)
            _ = try await begun(env, phone, asking: ["--photo"])
            let taken = { (jpeg: Data, use: PhotoUse, wanted: PhotoFor) in
                try client.photoTaken(person: me, jpeg: jpeg, photoUse: use, wanted: wanted)
            }
            #expect(try await code { try taken(jpeg, .look, .askedNow) } == .noCheck)
            let check = try livesUntilAsked(env, phone)
            #expect(check.kind == .photo)
            #expect(
                try await code { try taken(jpeg.prefix(jpeg.count / 2), .send, .askedNow) }
                    == .photoDamaged)
            #expect(try client.previewHints(jpeg: jpeg).map(\.key) == ["photo-good"])
            let looked = try taken(jpeg, .look, .askedNow)
            #expect((looked.hints, looked.photo) == ([], nil))
            #expect(!looked.text.isEmpty)
            let sent = try taken(jpeg, .send, .check(check.id))
            #expect((sent.check, sent.number) == (check.id, 1))
            #expect(try client.photos(person: me).map(\.progress) == [.waiting])
            try await env.wait(seconds: 1)
            let synced = try await client.sync(urgency: .person)
            #expect((synced.photosReceived, synced.photosWaiting) == (1, 0))
            let photo = try #require(try client.photos(person: me).first)
            #expect((photo.progress, photo.photo) == (.received, sent.photo))
            let answer = try quarantine(of: phone).checks.first { $0.id == check.id }?.answer
            #expect(answer?.how == .photo && answer?.photo == sent.photo)
        }
    }

    /// Of somebody, as a camera wrote it; none where there is no folder of data.
    private func portrait() -> Data? {
        let data = ProcessInfo.processInfo.environment["DOORSTEP_DATA"] ?? "../../../shared/data"
        let file = data + "/faces/grace_hopper.jpg"
        let jpeg = FileManager.default.contents(atPath: file)
        if jpeg == nil { print("skipped: no photo of a face (no \(file))") }
        return jpeg
    }

    /// An order that the person has begun; it may ask.
    private func begun(
        _ env: TestEnv, _ phone: Phone, asking: [String] = []
    ) async throws -> TestEnv.Order {
        let given = try await env.giveOrder(phone: Phone.number, asking: asking)
        #expect(try await phone.client.sync(urgency: .person).problem == nil)
        try phone.client.decideOrder(person: phone.me, decision: .begin)
        try await env.wait(seconds: 60)
        _ = try phone.client.woken(wake: Wake(cause: .alarm, facts: .ofPatient, moved: nil))
        return given
    }

    /// Sleeps with no network until the plan wakes it, a quarter of an hour at least, until somebody
    /// is asked.
    private func livesUntilAsked(_ env: TestEnv, _ phone: Phone) throws -> CheckView {
        for _ in 0..<200 {
            let plan = try phone.client.woken(
                wake: Wake(cause: .alarm, facts: .ofPatient, moved: nil))
            let checks = try phone.client.checks(person: phone.me)
            if let check = checks.first(where: { $0.outcome == .asking }) { return check }
            let wakeInMs = try #require(plan.wakeAtMs) - plan.nowMs
            env.clock.advance(seconds: (max(900_000, wakeInMs) + 999) / 1000)
        }
        throw Unexpected(answer: try phone.client.checks(person: phone.me))
    }

    private func quarantine(of phone: Phone) throws -> QuarantineView {
        try #require(try phone.view().quarantine)
    }
}

extension Facts {
    /// Of a phone that lets the app do what a quarantine needs.
    static let ofPatient = Facts(
        location: .always, precise: true, services: true, providers: [.gnss, .network],
        notices: true, camera: true, motion: true, battery: 80, charging: false, saver: false,
        exempt: false, idle: false, inFront: false, network: .wifi, wifi: .off, maker: "test")
}
