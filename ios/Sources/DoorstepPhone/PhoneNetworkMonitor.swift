import Doorstep
import DoorstepModel
import Foundation
import Network

/// Waits for a network while something waits to be sent.
public final class PhoneNetworkMonitor: DoorstepModel.NetworkMonitor, @unchecked Sendable {
    private let causes: WakeQueue
    private let lock = NSLock()
    private var monitor: NWPathMonitor?

    public init(causes: WakeQueue) {
        self.causes = causes
    }

    public func wait() {
        let monitor = NWPathMonitor()
        monitor.pathUpdateHandler = { [causes] path in
            if path.status == .satisfied { causes.say(.network) }
        }
        monitor.start(queue: .global())
        lock.withLock { self.monitor = monitor }
    }

    public func leave() {
        lock.withLock {
            monitor?.cancel()
            // One that was cancelled starts no more.
            monitor = nil
        }
    }
}
