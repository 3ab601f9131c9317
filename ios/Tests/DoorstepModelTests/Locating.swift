import DoorstepModel
import Testing

/// What plans ask for is asked of a system that knows no interval.
@Suite(.timeLimit(.minutes(30))) struct Locating {
    private let source = RecordingSource()
    private let pauses = Pauses()
    private let locator: SampledLocator

    init() {
        locator = SampledLocator(over: source, pause: pauses.pause)
    }

    @Test func aFixIsAskedForAtOnceAndThenAsOftenAsThePlanSays() async throws {
        locator.keepAlive(true)
        #expect(source.look() == ["hold", "stand off", "roam"])
        locator.look(LocationRequest(.balanced, everyS: 900))
        for _ in 0..<3 {
            #expect(try await pauses.next() == 900_000)
            #expect(source.look().last == "sample hundredMetres")
            pauses.over()
        }
    }

    @Test func whoIsKeptAliveStandsByAtALowPrice() async throws {
        locator.keepAlive(true)
        locator.look(LocationRequest(.passive))
        #expect(source.look().contains("stand kilometres"))
        locator.keepAlive(false)
        #expect(source.look() == ["hold no more", "stand off", "roam"], "others' fixes are taken")
        locator.look(LocationRequest(.off))
        #expect(source.look() == ["stand off", "roam no more"])
    }

    @Test func satellitesAreAskedForNoLongerThanThePlanSays() async throws {
        locator.keepAlive(true)
        _ = source.look()
        locator.look(LocationRequest(.precise, everyS: 60, forS: 150))
        #expect(try await pauses.next() == 60_000)
        #expect(source.look() == ["stand best", "roam", "sample best"])
        for left in [60_000, 30_000] as [Int64] {
            pauses.over()
            #expect(try await pauses.next() == left)
            #expect(source.look() == ["sample best"])
        }
        pauses.over()
        try await stands("stand kilometres")
    }

    @Test func anotherPlanEndsTheOneBefore() async throws {
        locator.keepAlive(true)
        locator.look(LocationRequest(.precise, everyS: 60, forS: 60))
        _ = try await pauses.next()
        locator.look(LocationRequest(.balanced, everyS: 900))
        #expect(try await pauses.next() == 900_000)
        _ = source.look()
        pauses.over()
        await pauses.settled()
        #expect(source.look().isEmpty, "what is over has no say in it")
        pauses.over()
        #expect(try await pauses.next() == 900_000)
        #expect(source.look() == ["sample hundredMetres"])
    }

    @Test func aBorderThatIsCrossedIsLookedInto() async throws {
        locator.crossed()
        #expect(source.look().isEmpty, "without an order nothing is asked")
        locator.look(LocationRequest(.balanced, everyS: 900))
        _ = try await pauses.next()
        _ = source.look()
        locator.crossed()
        #expect(source.look() == ["sample hundredMetres"])
    }

    @Test func aNewProcessGoesOnBeforeItHasAPlan() {
        locator.goOn()
        #expect(source.look().isEmpty, "no order runs")
        let source = RecordingSource(isHeld: true)
        let next = SampledLocator(over: source, pause: pauses.pause)
        next.goOn()
        #expect(next.isKeptAlive)
        #expect(source.look() == ["hold", "stand kilometres", "roam"])
        var apply = Apply(ports: RecordingPorts().ports(locating: next))
        apply.follow(.ofTests(keepAlive: false))
        #expect(source.look() == ["hold no more", "stand off", "roam no more"], "it has ended")
    }

    @Test func itRunsOnOnlyWhereThePersonLetsIt() {
        locator.look(LocationRequest(.balanced))
        #expect(!locator.runsOn)
        locator.keepAlive(true)
        #expect(locator.runsOn)
        source.allows.with { $0 = false }
        #expect(!locator.runsOn)
        source.allows.with { $0 = true }
        locator.look(LocationRequest(.off))
        #expect(!locator.runsOn)
    }

    private func stands(_ wanted: String) async throws {
        while !source.look().contains(wanted) { try await Task.sleep(for: .milliseconds(1)) }
    }
}
