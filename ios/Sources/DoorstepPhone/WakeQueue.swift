import Doorstep
import DoorstepModel

/// Where whatever wakes the app says so, and what it brings. The engine hears it in order.
public struct WakeQueue: Sendable {
    enum Event: Sendable {
        case woke(Cause)
        /// Places that the system hands over together.
        case places([Place])
        /// Something that the phone says of itself is another.
        case facts
    }

    /// What was said. It waits for as long as the core is not open yet.
    let heard: AsyncStream<Event>
    private let mouth: AsyncStream<Event>.Continuation

    public init() {
        (heard, mouth) = AsyncStream.makeStream(of: Event.self)
    }

    func say(_ cause: Cause) {
        tell(.woke(cause))
    }

    func tell(_ event: Event) {
        mouth.yield(event)
    }
}
