import Doorstep
import DoorstepModel
import Foundation
import Testing

/// What an inspector has before them.
@Suite(.timeLimit(.minutes(30))) struct Inspecting {
    @Test func aNumberAndAReceiptEndWithTheNextAnswer() async throws {
        try await TestEnv.opened { try await answerTwice(in: $0) }
    }

    @MainActor private func answerTwice(in env: TestEnv) async throws {
        let (phone, text) = try await shown(in: env)
        let (inspector, runner, engine) = (InspectorModel(), ActionRunner(), phone.engine)
        await inspector.challenge(by: engine, at: runner)
        #expect(inspector.challenge?.digits.count == 8)
        await inspector.scan([text], by: engine)
        #expect(inspector.answer != nil && inspector.challenge == nil)
        await inspector.writeReceipt(by: engine, at: runner)
        #expect(inspector.receipt != nil)
        await inspector.challenge(by: engine, at: runner)
        #expect(inspector.answer == nil && inspector.receipt == nil, "they are before the number")
        await inspector.lookUp("anything", by: engine, at: runner)
        #expect(inspector.answers == 2 && inspector.answer != nil)
        #expect(inspector.challenge == nil && inspector.receipt == nil)
        #expect(inspector.counts.map(\.n).reduce(0, +) > 0)
        await inspector.beginGroup(by: engine)
        #expect(inspector.counts.map(\.n).reduce(0, +) == 0)
    }

    @Test func anAnswerIsNotTheNextPersonsAndLeavesInHalfAMinute() async throws {
        try await TestEnv.opened { try await answerAndWait(in: $0) }
    }

    @MainActor private func answerAndWait(in env: TestEnv) async throws {
        let (phone, text) = try await shown(in: env)
        let (runner, engine, pauses) = (ActionRunner(), phone.engine, Pauses())
        let inspector = InspectorModel(pause: pauses.pause)
        await inspector.scan([text], by: engine)
        let at = try #require(inspector.answer).atMs
        #expect(abs(at - env.clock.nowMs) < 1_000, "it carries its time")
        #expect(try await pauses.next() == 30_000)
        await inspector.lookUp("anything", by: engine, at: runner)
        #expect(try await pauses.next() == 30_000)
        pauses.over()
        await pauses.settled()
        #expect(inspector.answer != nil, "that was the time of the answer before")
        await inspector.writeReceipt(by: engine, at: runner)
        #expect(try await pauses.next() == 30_000, "it is photographed meanwhile")
        pauses.over()
        pauses.over()
        while inspector.answer != nil { await Task.yield() }
        #expect(inspector.receipt == nil && inspector.answers == 2)
        #expect(inspector.counts.map(\.n).reduce(0, +) > 0, "it was answered all the same")
        await inspector.challenge(by: engine, at: runner)
        #expect(try await pauses.next() == inspector.challenge?.endsInMs)
        pauses.over()
        while inspector.challenge != nil { await Task.yield() }
    }

    @Test func anAnswerTakesTwoCallsAndNoPlan() async throws {
        try await TestEnv.opened { try await scanTwice(in: $0) }
    }

    @MainActor private func scanTwice(in env: TestEnv) async throws {
        let calls = RecordedCalls()
        let (phone, text) = try await shown(in: env, calls)
        let inspector = InspectorModel()
        await inspector.count(by: phone.engine)
        _ = calls.look()
        await inspector.scan([text], by: phone.engine)
        #expect(inspector.answers == 1)
        #expect(calls.look() == ["next", "counts"])
        await inspector.scan([text], by: phone.engine)
        #expect(inspector.answers == 1, "the same code is still there")
        #expect(calls.look() == ["next"])
    }

    @Test func aPassIsSeenBesideWhateverHangsThere() async throws {
        try await TestEnv.opened { try await scanBeside(in: $0) }
    }

    @MainActor private func scanBeside(in env: TestEnv) async throws {
        let (phone, text) = try await shown(in: env)
        let inspector = InspectorModel()
        await inspector.scan([], by: phone.engine)
        #expect(inspector.answers == 0)
        await inspector.scan(["https://example.org/menu", text], by: phone.engine)
        #expect(inspector.answers == 1 && inspector.answer?.verdict == .valid)
    }

    /// An inspector's phone, and the text of a pass that another shows.
    private func shown(in env: TestEnv, _ calls: RecordedCalls? = nil) async throws -> (
        TestPhone, String
    ) {
        let holder = try await TestPhone.registered(in: env)
        _ = try await holder.pass("groceries")
        let me = try await holder.me()
        let shown = try await holder.engine.ask {
            try $0.present(person: me, pass: nil, challenge: nil)
        }
        let inspector = TestPhone(in: env, "inspector", calls: calls)
        _ = try await inspector.engine.ask { try await $0.inspector().refresh(cancel: nil) }
        return (inspector, shown.text)
    }
}
