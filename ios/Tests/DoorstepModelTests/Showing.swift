import Doorstep
import DoorstepModel
import Testing

/// A code on the screen.
@Suite(.timeLimit(.minutes(1))) struct Showing {
    @Test func aFrameThatFailsTakesTheCodeAwayUntilItIsTriedAgain() async throws {
        try await Town.opened { try await failOnce(in: $0) }
    }

    @MainActor private func failOnce(in town: Town) async throws {
        let handset = try await Handset.registered(in: town)
        _ = try await handset.pass("pharmacy")
        let (me, drawn, frames) = (try await handset.me(), Tally(), Frames())
        let draw: Frames.Draw = { client, challenge in
            drawn.add()
            let pass = drawn.count == 2 ? "no pass" : nil
            let next = try client.present(person: me, pass: pass, challenge: challenge)
            return drawn.count == 1 ? next.gone(inMs: 1) : next
        }
        await frames.run(handset.engine, draw)
        #expect(drawn.count == 2)
        #expect(frames.shown == nil)
        #expect(frames.desk.trouble?.code == .passUnknown)
        frames.again()
        #expect(frames.attempt == 1)
        let again = Task { await frames.run(handset.engine, draw) }
        while frames.shown == nil { try await Task.sleep(for: .milliseconds(5)) }
        #expect(frames.desk.trouble == nil)
        again.cancel()
        await again.value
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

extension Shown {
    /// The same, to be drawn anew so soon.
    fileprivate func gone(inMs: Int64) -> Shown {
        Shown(
            text: text, qrSize: qrSize, qrModules: qrModules, nextFrameInMs: inMs,
            validUntilMs: validUntilMs, endsInMs: endsInMs, pass: pass, typedCode: typedCode,
            hint: hint)
    }
}
