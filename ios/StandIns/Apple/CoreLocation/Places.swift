// A stand-in for Apple's CoreLocation, for checking on Linux. It is not Apple's: see README.md.

import Foundation

public struct CLLocationCoordinate2D: Sendable {
    public var latitude: CLLocationDegrees
    public var longitude: CLLocationDegrees
    public init(latitude: CLLocationDegrees, longitude: CLLocationDegrees) {
        (self.latitude, self.longitude) = (latitude, longitude)
    }
}

public final class CLLocationSourceInformation: NSObject {
    public var isSimulatedBySoftware: Bool { fatalError() }
}

open class CLLocation: NSObject {
    public var coordinate: CLLocationCoordinate2D { fatalError() }
    public var horizontalAccuracy: CLLocationAccuracy { fatalError() }
    public var timestamp: Date { fatalError() }
    public var sourceInformation: CLLocationSourceInformation? { fatalError() }
}

open class CLRegion: NSObject {
    public var identifier: String { fatalError() }
}

open class CLCircularRegion: CLRegion {
    public init(
        center _: CLLocationCoordinate2D, radius _: CLLocationDistance, identifier _: String
    ) {}
    public var center: CLLocationCoordinate2D { fatalError() }
    public var radius: CLLocationDistance { fatalError() }
}

open class CLBackgroundActivitySession: NSObject {
    public override init() {}
    public func invalidate() {}
}

@available(iOS 18.0, *)
open class CLServiceSession: NSObject {
    public enum AuthorizationRequirement: Int, Sendable {
        case none, whenInUse, always
    }
    public init(authorization _: AuthorizationRequirement) {}
    public func invalidate() {}
}
