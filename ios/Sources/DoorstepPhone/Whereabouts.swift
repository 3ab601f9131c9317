import DoorstepModel

/// What tells where the phone is and how it was moved. It is there before the core is, and goes on where the
/// process before has ended: what the system has started the app for is told at once.
@MainActor final class Whereabouts {
    let clock = SystemClock()
    let location: PhoneLocation
    let locator: SampledLocator
    let readings: Readings

    init(events: WakeQueue) {
        location = PhoneLocation(events: events, clock: clock)
        locator = SampledLocator(over: location)
        readings = Readings(
            clock: clock, readToMs: { Preferences.stepsReadToMs },
            keep: { Preferences.stepsReadToMs = $0 }, count: StepHistory.count)
        locator.goOn()
    }
}
