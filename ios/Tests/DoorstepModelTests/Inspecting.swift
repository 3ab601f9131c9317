import Doorstep
import DoorstepModel
import Foundation
import Testing

/// What an inspector has before them.
@Suite(.timeLimit(.minutes(1))) struct Inspecting {
    @Test func aNumberAndAReceiptEndWithTheNextAnswer() async throws {
        try await Town.opened { try await answerTwice(in: $0) }
    }

    @MainActor private func answerTwice(in town: Town) async throws {
        let (handset, text) = try await shown(in: town)
        let (bench, desk, engine) = (Bench(), Desk(), handset.engine)
        await bench.challenge(by: engine, at: desk)
        #expect(bench.challenge?.digits.count == 8)
        await bench.scan([text], by: engine)
        #expect(bench.answer != nil && bench.challenge == nil)
        await bench.writeReceipt(by: engine, at: desk)
        #expect(bench.receipt != nil)
        await bench.challenge(by: engine, at: desk)
        #expect(bench.answer == nil && bench.receipt == nil, "they are before the number")
        await bench.lookUp("anything", by: engine, at: desk)
        #expect(bench.answers == 2 && bench.answer != nil)
        #expect(bench.challenge == nil && bench.receipt == nil)
        #expect(bench.counts.map(\.n).reduce(0, +) > 0)
        await bench.beginGroup(by: engine)
        #expect(bench.counts.map(\.n).reduce(0, +) == 0)
    }

    @Test func anAnswerIsNotTheNextPersonsAndLeavesInHalfAMinute() async throws {
        try await Town.opened { try await answerAndWait(in: $0) }
    }

    @MainActor private func answerAndWait(in town: Town) async throws {
        let (handset, text) = try await shown(in: town)
        let (desk, engine, pauses) = (Desk(), handset.engine, Pauses())
        let bench = Bench(pause: pauses.pause)
        await bench.scan([text], by: engine)
        let at = try #require(bench.answer).atMs
        #expect(abs(at - town.clock.nowMs) < 1_000, "it carries its time")
        #expect(try await pauses.next() == 30_000)
        await bench.lookUp("anything", by: engine, at: desk)
        #expect(try await pauses.next() == 30_000)
        pauses.over()
        await pauses.settled()
        #expect(bench.answer != nil, "that was the time of the answer before")
        await bench.writeReceipt(by: engine, at: desk)
        #expect(try await pauses.next() == 30_000, "it is photographed meanwhile")
        pauses.over()
        pauses.over()
        while bench.answer != nil { await Task.yield() }
        #expect(bench.receipt == nil && bench.answers == 2)
        #expect(bench.counts.map(\.n).reduce(0, +) > 0, "it was answered all the same")
        await bench.challenge(by: engine, at: desk)
        #expect(try await pauses.next() == bench.challenge?.endsInMs)
        pauses.over()
        while bench.challenge != nil { await Task.yield() }
    }

    @Test func anAnswerTakesTwoCallsAndNoPlan() async throws {
        try await Town.opened { try await scanTwice(in: $0) }
    }

    @MainActor private func scanTwice(in town: Town) async throws {
        let calls = Calls()
        let (handset, text) = try await shown(in: town, calls)
        let bench = Bench()
        await bench.count(by: handset.engine)
        _ = calls.look()
        await bench.scan([text], by: handset.engine)
        #expect(bench.answers == 1)
        #expect(calls.look() == ["next", "counts"])
        await bench.scan([text], by: handset.engine)
        #expect(bench.answers == 1, "the same code is still there")
        #expect(calls.look() == ["next"])
    }

    @Test func aPassIsSeenBesideWhateverHangsThere() async throws {
        try await Town.opened { try await scanBeside(in: $0) }
    }

    @MainActor private func scanBeside(in town: Town) async throws {
        let (handset, text) = try await shown(in: town)
        let bench = Bench()
        await bench.scan([], by: handset.engine)
        #expect(bench.answers == 0)
        await bench.scan(["https://example.org/menu", text], by: handset.engine)
        #expect(bench.answers == 1 && bench.answer?.verdict == .valid)
    }

    /// An inspector's phone, and the text of a pass that another shows.
    private func shown(in town: Town, _ calls: Calls? = nil) async throws -> (Handset, String) {
        let holder = try await Handset.registered(in: town)
        _ = try await holder.pass("groceries")
        let me = try await holder.me()
        let shown = try await holder.engine.ask {
            try $0.present(person: me, pass: nil, challenge: nil)
        }
        let inspector = Handset(in: town, "inspector", calls: calls)
        _ = try await inspector.engine.ask { try await $0.inspector().refresh(cancel: nil) }
        return (inspector, shown.text)
    }
}
