// A stand-in for Apple's Network, for checking on Linux. It is not Apple's: see README.md.

import Foundation

public enum NWInterface {
    public enum InterfaceType: Sendable {
        case other, wifi, cellular, wiredEthernet, loopback
    }
}

public struct NWPath: Equatable, Sendable {
    public enum Status: Sendable {
        case satisfied, unsatisfied, requiresConnection
    }
    public var status: Status { fatalError() }
    public func usesInterfaceType(_: NWInterface.InterfaceType) -> Bool { fatalError() }
}

public final class NWPathMonitor: Sendable {
    public init() {}
    @preconcurrency public var pathUpdateHandler: (@Sendable (NWPath) -> Void)? {
        get { fatalError() }
        set { _ = newValue }
    }
    public func start(queue _: DispatchQueue) {}
    public func cancel() {}
}
