// A stand-in for Apple's LocalAuthentication, for checking on Linux. It is not Apple's: see README.md.

import Foundation

public enum LAPolicy: Int, Sendable {
    case deviceOwnerAuthenticationWithBiometrics = 1
    case deviceOwnerAuthentication = 2
}

open class LAContext: NSObject {
    open func evaluatePolicy(
        _: LAPolicy, localizedReason _: String,
        reply _: @escaping @Sendable (Bool, (any Error)?) -> Void
    ) {}
    open func invalidate() {}
}
