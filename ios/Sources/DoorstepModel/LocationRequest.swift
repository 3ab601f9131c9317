import Doorstep

/// How the phone looks where it is.
public struct LocationRequest: Equatable, Sendable {
    public let mode: Mode
    /// Seconds between fixes; nothing if none is asked for.
    public let everyS: UInt64?
    /// For how many seconds; nothing if until something else is asked for.
    public let forS: UInt64?

    public init(_ mode: Mode, everyS: UInt64? = nil, forS: UInt64? = nil) {
        (self.mode, self.everyS, self.forS) = (mode, everyS, forS)
    }
}
