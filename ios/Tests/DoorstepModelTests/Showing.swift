import Doorstep
import DoorstepModel
import Testing

/// A code on the screen.
@Suite(.timeLimit(.minutes(1))) struct Showing {
    @Test func aFrameThatFailsTakesTheCodeAwayAndIsDrawnAgainInThreeSeconds() async throws {
        try await Town.opened { try await failOnce(in: $0) }
    }

    @MainActor private func failOnce(in town: Town) async throws {
        let handset = try await Handset.registered(in: town)
        _ = try await handset.pass("pharmacy")
        let (me, drawn, pauses) = (try await handset.me(), Tally(), Pauses())
        let frames = Frames(pause: pauses.pause)
        let draw: Frames.Draw = { client, challenge in
            drawn.add()
            let pass = drawn.count == 2 ? "no pass" : nil
            return try client.present(person: me, pass: pass, challenge: challenge)
        }
        let live = Task { await frames.run(handset.engine, draw) }
        #expect(try await pauses.next() == 5_000)
        #expect(frames.shown != nil && frames.trouble == nil)
        #expect((57...85).contains(try #require(frames.shown).qrSize), "as Measuring takes it")
        pauses.over()
        #expect(try await pauses.next() == 3_000)
        #expect(frames.shown == nil)
        #expect(frames.trouble?.code == .passUnknown)
        pauses.over()
        #expect(try await pauses.next() == 5_000)
        #expect(frames.shown != nil && frames.trouble == nil)
        frames.again()
        #expect(frames.attempt == 1)
        live.cancel()
        pauses.over()
        await live.value
        #expect(drawn.count == 3)
    }

    @Test func aScannedNumberIsAnsweredAsATypedOneUntilThePersonGoesBack() async throws {
        try await Town.opened { try await answerBoth(in: $0) }
    }

    @MainActor private func answerBoth(in town: Town) async throws {
        let handset = try await Handset.registered(in: town)
        _ = try await handset.pass("pharmacy")
        let (me, frames, desk) = (try await handset.me(), Frames(), Desk())
        let draw: Frames.Draw = { try $0.present(person: me, pass: nil, challenge: $1) }
        let open = try await handset.engine.inspect { try $0.challenge() }
        for number in [open.digits.inFours, open.text] {
            await frames.answer(number, by: handset.engine, at: desk, draw)
            #expect(frames.answer?.nextFrameInMs == nil && frames.answer != nil)
            frames.endAnswer()
            #expect(frames.answer == nil)
        }
        await frames.answer("123", by: handset.engine, at: desk, draw)
        #expect(frames.answer == nil)
        #expect(desk.trouble?.code == .challengeMalformed)
    }

    @Test func aCodeThatLivesMovesAndOneThatStaysDoesNot() {
        let live = shown(nextFrameInMs: 5_000)
        #expect(live.beat(afterMs: 0) == Beat(part: 0, seconds: 5))
        #expect(live.beat(afterMs: 1) == Beat(part: 0.0002, seconds: 5))
        #expect(live.beat(afterMs: 4_500) == Beat(part: 0.9, seconds: 1))
        #expect(live.beat(afterMs: 60_000) == Beat(part: 1, seconds: 1), "the next is late")
        #expect(live.beat(afterMs: -1) == Beat(part: 0, seconds: 5), "a clock was set back")
        #expect(shown(nextFrameInMs: nil).beat(afterMs: 0) == nil)
    }

    @Test @MainActor func whatLooksForCodesKeepsTheScreenOnAsItIs() {
        let light = FakeLight()
        let lamp = Lamp(light: light)
        lamp.look(true)
        lamp.looksOut()
        #expect((light.level, light.staysOn) == (0.4, true))
        lamp.comes()
        lamp.looksAway()
        #expect((light.level, light.staysOn) == (1, true), "a code is there")
        lamp.looksOut()
        lamp.goes()
        #expect((light.level, light.staysOn) == (0.4, true))
        lamp.look(false)
        #expect(!light.staysOn)
        lamp.look(true)
        lamp.looksAway()
        #expect((light.level, light.staysOn) == (0.4, false))
    }

    @Test @MainActor func theScreenIsBrightForAsLongAsACodeIsOnIt() {
        let light = FakeLight()
        let lamp = Lamp(light: light)
        lamp.look(true)
        lamp.comes()
        #expect((light.level, light.staysOn) == (1, true))
        // The next screen comes before the last one goes, both ways.
        lamp.comes()
        lamp.goes()
        #expect((light.level, light.staysOn) == (1, true))
        lamp.look(false)
        #expect((light.level, light.staysOn) == (0.4, false))
        lamp.look(true)
        #expect((light.level, light.staysOn) == (1, true))
        lamp.goes()
        #expect((light.level, light.staysOn) == (0.4, false))
        light.level = 0.7
        lamp.look(false)
        lamp.look(true)
        #expect((light.level, light.staysOn) == (0.7, false), "no code, no light")
    }

    @Test func digitsAreSpokenOneByOne() {
        #expect("12345678".inFours == "1234 5678")
        #expect("1234 5678".spelled == "1 2 3 4 5 6 7 8")
        #expect("".inFours.isEmpty && "".spelled.isEmpty)
    }
}

@MainActor private final class FakeLight: Light {
    var level = 0.4
    var staysOn = false
}

private func shown(nextFrameInMs: Int64?) -> Shown {
    Shown(
        text: "", qrSize: 0, qrModules: .init(), nextFrameInMs: nextFrameInMs, validUntilMs: 0,
        endsInMs: 0, until: Sentence(key: "any", text: "Any."),
        holder: Sentence(key: "any", text: "Any."), mark: nil, pass: nil, typedCode: nil, hint: nil)
}
