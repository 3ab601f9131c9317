import Doorstep

/// The sign that a code lives: a picture of it stands still.
public struct FrameProgress: Equatable, Sendable {
    /// How much of the time until the next frame is over, from 0 to 1.
    public let part: Double
    /// Seconds until the next frame, counted down to 1.
    public let seconds: Int64

    public init(part: Double, seconds: Int64) {
        (self.part, self.seconds) = (part, seconds)
    }
}

extension Shown {
    /// The sign so long after the frame was drawn; nothing if no other follows.
    public func progress(afterMs: Int64) -> FrameProgress? {
        guard let everyMs = nextFrameInMs, everyMs > 0 else { return nil }
        let passedMs = min(max(0, afterMs), everyMs)
        return FrameProgress(
            part: Double(passedMs) / Double(everyMs),
            seconds: max(1, (everyMs - passedMs + 999) / 1000))
    }
}
