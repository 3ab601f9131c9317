import Doorstep
import Observation

/// The frames of a live code, one after the other.
@MainActor @Observable public final class Frames {
    public typealias Draw = @Sendable (any ClientProtocol, _ challenge: String?) throws -> Shown

    /// The newest. Nothing before the first, and nothing once one could not be drawn: an old one
    /// proves nothing.
    public private(set) var shown: Shown?
    /// Why there is none.
    public let desk = Desk()
    /// Another number begins anew.
    public private(set) var attempt = 0

    public nonisolated init() {}

    /// Draws them as often as the core says, until one fails or the task is cancelled.
    public func run(_ engine: Engine, _ draw: Draw) async {
        while true {
            let next = await desk.ask(engine) { try draw($0, nil) }
            // Another run draws by now.
            if Task.isCancelled { return }
            shown = next
            guard let pauseMs = next?.nextFrameInMs else { return }
            try? await Task.sleep(for: .milliseconds(pauseMs))
        }
    }

    /// Wants them drawn again.
    public func again() {
        attempt += 1
    }
}
