import Doorstep
import Foundation
import Network

/// How the phone reaches others, which the system tells only who listens.
final class PhonePath: @unchecked Sendable {
    private let monitor = NWPathMonitor()
    private let lock = NSLock()
    // Nothing is known at first; whoever waits then tries.
    private var known = NetworkKind.wifi

    init() {
        monitor.pathUpdateHandler = { [weak self] path in self?.hear(path) }
        monitor.start(queue: .global())
    }

    deinit { monitor.cancel() }

    var kind: NetworkKind { lock.withLock { known } }

    private func hear(_ path: NWPath) {
        let kind: NetworkKind =
            switch path.status {
            case .satisfied: path.usesInterfaceType(.cellular) ? .mobile : .wifi
            default: .offline
            }
        lock.withLock { known = kind }
    }
}
