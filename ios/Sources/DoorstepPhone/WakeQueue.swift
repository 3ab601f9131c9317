import Doorstep
import DoorstepModel

/// Where whatever wakes the app says so. The engine hears it in order.
public struct WakeQueue: Sendable {
    /// What was said.
    let heard: AsyncStream<Cause>
    private let mouth: AsyncStream<Cause>.Continuation

    public init() {
        (heard, mouth) = AsyncStream.makeStream(of: Cause.self)
    }

    func say(_ cause: Cause) {
        mouth.yield(cause)
    }
}
