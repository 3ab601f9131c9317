import Doorstep

/// Steps between one reading and the next, from the history that the phone keeps by itself, also while
/// the app does not run.
public actor Readings {
    /// Steps from a moment to another, milliseconds since 1970; nothing if nobody may or can count them.
    public typealias Count = @Sendable (_ fromMs: Int64, _ toMs: Int64) async -> UInt32?

    private let clock: any PhoneClock
    private let count: Count
    private let readTo: @Sendable () -> Int64?
    private let keep: @Sendable (Int64) -> Void

    /// - Parameters:
    ///   - readToMs: Up to when they were read, also by the process before. Asked for late: before the
    ///     phone is unlocked for the first time nothing that was kept can be read.
    ///   - keep: Keeps that.
    public init(
        clock: any PhoneClock, readToMs: @escaping @Sendable () -> Int64?,
        keep: @escaping @Sendable (Int64) -> Void, count: @escaping Count
    ) {
        (self.clock, self.readTo, self.keep, self.count) = (clock, readToMs, keep, count)
    }

    /// How the phone was moved since the reading before, for a wake.
    public func moved() async -> Moved? {
        guard let now = try? clock.read() else { return nil }
        return await steps(to: now.wallMs, at: now.wallMs).map { Moved(steps: $0, activity: nil) }
    }

    /// What the core is told of places that came together, in their order. The last is a reading of when it
    /// came, those before it of when they were measured.
    public func fixes(of places: [Place]) async -> [LocationFix] {
        var steps: [UInt32?] = []
        for (at, place) in places.enumerated() {
            let nowMs = place.heard.wallMs
            let isLast = at == places.count - 1
            steps.append(await self.steps(to: isLast ? nowMs : place.measuredMs, at: nowMs))
        }
        guard let now = try? clock.read() else { return [] }
        return zip(places, steps).map { $0.fix(handedOver: now, steps: $1) }
    }

    private func steps(to measuredMs: Int64, at nowMs: Int64) async -> UInt32? {
        // A time to come was read before somebody set the clock back.
        guard let fromMs = readTo(), fromMs <= nowMs else {
            keep(min(measuredMs, nowMs))
            return nil
        }
        // What was measured before the last reading has its steps there, and none of its own.
        let toMs = min(max(fromMs, measuredMs), nowMs)
        keep(toMs)
        return await count(fromMs, toMs)
    }
}
