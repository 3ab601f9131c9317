import Doorstep

/// A place as Apple's system tells it. Nothing of it is judged here, however odd it is.
public struct Place: Equatable, Sendable {
    /// Degrees.
    public let latitude: Double
    public let longitude: Double
    /// Metres; negative is how Apple says that there is no place.
    public let accuracyM: Double
    /// When it was measured by its own account, milliseconds since 1970.
    public let measuredMs: Int64
    /// When the app heard of it.
    public let heard: PhoneTime
    public let isMock: Bool
    public let isCoarse: Bool

    public init(
        latitude: Double, longitude: Double, accuracyM: Double, measuredMs: Int64,
        heard: PhoneTime, isMock: Bool, isCoarse: Bool
    ) {
        (self.latitude, self.longitude, self.accuracyM) = (latitude, longitude, accuracyM)
        (self.measuredMs, self.heard) = (measuredMs, heard)
        (self.isMock, self.isCoarse) = (isMock, isCoarse)
    }

    /// What the core is told of it now. Apple tells a wall clock's time alone; what has passed since the
    /// app heard of it is counted by the clock that nobody sets.
    func fix(handedOver now: PhoneTime, steps: UInt32?) -> LocationFix {
        let waitedMs = now.elapsedMs - heard.elapsedMs
        return LocationFix(
            latitude: latitude, longitude: longitude, accuracyM: accuracyM, isApple: true,
            source: .fused, ageMs: heard.wallMs - measuredMs + waitedMs, timeMs: measuredMs,
            isMock: isMock, isCoarse: isCoarse, inDeepSleep: false, steps: steps, activity: nil)
    }
}
