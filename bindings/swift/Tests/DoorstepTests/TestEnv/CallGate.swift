import Dispatch

/// Makes one call of the vault wait where it is, until it is let go.
final class CallGate: Sendable {
    private let door = DispatchSemaphore(value: 0)
    private let arrivals = Counter()

    /// Waits at the door. For the vault, on whichever thread the core calls it.
    func wait() {
        arrivals.add()
        door.wait()
    }

    /// Waits until the call is held.
    func entered() async throws {
        try await arrivals.reached(1)
    }

    /// Lets the call go on, also if it has not come yet.
    func release() {
        door.signal()
    }
}
