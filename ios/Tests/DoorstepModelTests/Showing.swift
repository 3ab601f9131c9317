import Doorstep
import DoorstepModel
import Testing

/// A code on the screen.
@Suite(.timeLimit(.minutes(30))) struct Showing {
    @Test func aFrameThatFailsTakesTheCodeAwayAndIsDrawnAgainInThreeSeconds() async throws {
        try await TestEnv.opened { try await failOnce(in: $0) }
    }

    @MainActor private func failOnce(in env: TestEnv) async throws {
        let phone = try await TestPhone.registered(in: env)
        _ = try await phone.pass("pharmacy")
        let (me, drawn, pauses) = (try await phone.me(), Counter(), Pauses())
        let frames = Frames(pause: pauses.pause)
        let draw: Frames.Draw = { client, challenge in
            drawn.add()
            let pass = drawn.count == 2 ? "no pass" : nil
            return try client.present(person: me, pass: pass, challenge: challenge)
        }
        let live = Task { await frames.run(phone.engine, draw) }
        #expect(try await pauses.next() == 5_000)
        #expect(frames.shown != nil && frames.trouble == nil)
        #expect((57...85).contains(try #require(frames.shown).qr.size), "as Measuring takes it")
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
        try await TestEnv.opened { try await answerBoth(in: $0) }
    }

    @MainActor private func answerBoth(in env: TestEnv) async throws {
        let phone = try await TestPhone.registered(in: env)
        _ = try await phone.pass("pharmacy")
        let (me, frames, runner) = (try await phone.me(), Frames(), ActionRunner())
        let draw: Frames.Draw = { try $0.present(person: me, pass: nil, challenge: $1) }
        let open = try await phone.engine.inspect { try $0.challenge() }
        for number in [open.digits.inFours, open.text] {
            await frames.answer(number, by: phone.engine, at: runner, draw)
            #expect(frames.answer?.nextFrameInMs == nil && frames.answer != nil)
            frames.endAnswer()
            #expect(frames.answer == nil)
        }
        await frames.answer("123", by: phone.engine, at: runner, draw)
        #expect(frames.answer == nil)
        #expect(runner.trouble?.code == .challengeMalformed)
    }

    @Test func aCodeThatLivesMovesAndOneThatStaysDoesNot() {
        let live = shown(nextFrameInMs: 5_000)
        #expect(live.progress(afterMs: 0) == FrameProgress(part: 0, seconds: 5))
        #expect(live.progress(afterMs: 1) == FrameProgress(part: 0.0002, seconds: 5))
        #expect(live.progress(afterMs: 4_500) == FrameProgress(part: 0.9, seconds: 1))
        #expect(
            live.progress(afterMs: 60_000) == FrameProgress(part: 1, seconds: 1), "the next is late"
        )
        #expect(
            live.progress(afterMs: -1) == FrameProgress(part: 0, seconds: 5), "a clock was set back"
        )
        #expect(shown(nextFrameInMs: nil).progress(afterMs: 0) == nil)
    }

    @Test @MainActor func whatLooksForCodesKeepsTheScreenOnAsItIs() {
        let backlight = FakeBacklight()
        let brightness = ScreenBrightness(backlight: backlight)
        brightness.setAppVisible(true)
        brightness.scanningStarted()
        #expect((backlight.level, backlight.staysOn) == (0.4, true))
        brightness.codeAppeared()
        brightness.scanningStopped()
        #expect((backlight.level, backlight.staysOn) == (1, true), "a code is there")
        brightness.scanningStarted()
        brightness.codeDisappeared()
        #expect((backlight.level, backlight.staysOn) == (0.4, true))
        brightness.setAppVisible(false)
        #expect(!backlight.staysOn)
        brightness.setAppVisible(true)
        brightness.scanningStopped()
        #expect((backlight.level, backlight.staysOn) == (0.4, false))
    }

    @Test @MainActor func theScreenIsBrightForAsLongAsACodeIsOnIt() {
        let backlight = FakeBacklight()
        let brightness = ScreenBrightness(backlight: backlight)
        brightness.setAppVisible(true)
        brightness.codeAppeared()
        #expect((backlight.level, backlight.staysOn) == (1, true))
        // The next screen comes before the last one goes, both ways.
        brightness.codeAppeared()
        brightness.codeDisappeared()
        #expect((backlight.level, backlight.staysOn) == (1, true))
        brightness.setAppVisible(false)
        #expect((backlight.level, backlight.staysOn) == (0.4, false))
        brightness.setAppVisible(true)
        #expect((backlight.level, backlight.staysOn) == (1, true))
        brightness.codeDisappeared()
        #expect((backlight.level, backlight.staysOn) == (0.4, false))
        backlight.level = 0.7
        brightness.setAppVisible(false)
        brightness.setAppVisible(true)
        #expect((backlight.level, backlight.staysOn) == (0.7, false), "no code, no light")
    }

    @Test func digitsAreSpokenOneByOne() {
        #expect("12345678".inFours == "1234 5678")
        #expect("123456".inThrees == "123 456")
        #expect("1234 5678".spelled == "1 2 3 4 5 6 7 8")
        #expect("".inFours.isEmpty && "".spelled.isEmpty)
    }
}

@MainActor private final class FakeBacklight: Backlight {
    var level = 0.4
    var staysOn = false
}

private func shown(nextFrameInMs: Int64?) -> Shown {
    Shown(
        text: "", qr: QrMatrix(size: 0, modules: .init()), nextFrameInMs: nextFrameInMs,
        validUntilMs: 0, endsInMs: 0, until: Sentence(key: "any", text: "Any."),
        holder: Sentence(key: "any", text: "Any."), mark: nil, pass: nil, typedCode: nil, hint: nil)
}
