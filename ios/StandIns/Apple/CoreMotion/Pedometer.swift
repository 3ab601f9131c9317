// A stand-in for Apple's CoreMotion, for checking on Linux. It is not Apple's: see README.md.

import Foundation

public enum CMAuthorizationStatus: Int, Sendable {
    case notDetermined, restricted, denied, authorized
}

open class CMPedometerData: NSObject {
    public var numberOfSteps: NSNumber { fatalError() }
}

public typealias CMPedometerHandler = @Sendable (CMPedometerData?, (any Error)?) -> Void

open class CMPedometer: NSObject {
    public class func isStepCountingAvailable() -> Bool { fatalError() }
    public class func authorizationStatus() -> CMAuthorizationStatus { fatalError() }
    public func queryPedometerData(
        from _: Date, to _: Date, withHandler _: @escaping CMPedometerHandler
    ) {}
}
