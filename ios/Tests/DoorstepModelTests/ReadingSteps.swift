import Doorstep
import DoorstepModel
import Testing

/// What the core is told of places and steps is what the system said, counted once.
@Suite struct ReadingSteps {
    private let clock = ManualClock(atMs: 100_000)
    private let asked = Locked<[String]>([])
    private let kept = Locked<Int64?>(nil)

    private var readings: Readings {
        Readings(
            clock: clock, readToMs: { [kept] in kept.with { $0 } },
            keep: { [kept] ms in kept.with { $0 = ms } },
            count: { [asked] fromMs, toMs in
                asked.with { $0.append("\(fromMs) to \(toMs)") }
                return UInt32((toMs - fromMs) / 1000)
            })
    }

    @Test func everyReadingReachesFromTheOneBefore() async {
        #expect(await readings.moved() == nil, "nobody has read before")
        clock.advance(seconds: 20)
        // Also over a restart.
        #expect(await readings.moved() == Moved(steps: 20, activity: nil))
        #expect(asked.with { $0 } == ["100000 to 120000"])
    }

    @Test func placesThatComeTogetherHaveTheirStepsEach() async {
        kept.with { $0 = 60_000 }
        let fixes = await readings.fixes(of: [place(70_000), place(65_000), place(90_000)])
        #expect(fixes.map(\.steps) == [10, 0, 30], "the last is a reading of now")
        #expect(kept.with { $0 } == 100_000)
    }

    @Test func aPlaceThatIsOlderThanTheLastWakeIsCountedAllTheSame() async {
        kept.with { $0 = 60_000 }
        let moved = await readings.moved()
        let fixes = await readings.fixes(of: [place(98_000)])
        #expect((moved?.steps, fixes.map(\.steps)) == (40, [0]))
    }

    @Test func aClockThatWasSetBackCountsNothingTwice() async {
        kept.with { $0 = 9_000_000 }
        #expect(await readings.moved() == nil)
        #expect(kept.with { $0 } == 100_000)
        #expect(asked.with { $0 }.isEmpty)
    }

    @Test func aPlaceThatWaitsGrowsOldByTheClockThatNobodySets() async throws {
        let place = place(94_000)
        clock.advance(seconds: 30)
        let fix = try #require(await readings.fixes(of: [place]).first)
        #expect((fix.timeMs, fix.ageMs) == (94_000, 36_000))
        #expect(fix.isApple && fix.source == .fused)
    }

    @Test func nothingOfAPlaceIsJudged() async throws {
        let heard = try clock.read()
        let odd = Place(
            latitude: 0, longitude: -181, accuracyM: -1, measuredMs: 999_000, heard: heard,
            isMock: true, isCoarse: true)
        let fix = try #require(await readings.fixes(of: [odd]).first)
        #expect((fix.latitude, fix.longitude, fix.accuracyM) == (0, -181, -1))
        #expect((fix.isMock, fix.isCoarse, fix.ageMs) == (true, true, -899_000))
    }

    private func place(_ measuredMs: Int64) -> Place {
        let heard = PhoneTime(wallMs: 100_000, elapsedMs: 1000, boot: "the only one")
        return Place(
            latitude: 55.7, longitude: 37.6, accuracyM: 20, measuredMs: measuredMs, heard: heard,
            isMock: false, isCoarse: false)
    }
}
