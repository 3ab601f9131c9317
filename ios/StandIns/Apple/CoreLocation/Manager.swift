// A stand-in for Apple's CoreLocation, for checking on Linux. It is not Apple's: see README.md.

@_exported import Foundation

public typealias CLLocationDegrees = Double
public typealias CLLocationAccuracy = Double
public typealias CLLocationDistance = Double

public let kCLLocationAccuracyBest: CLLocationAccuracy = 0
public let kCLLocationAccuracyHundredMeters: CLLocationAccuracy = 0
public let kCLLocationAccuracyReduced: CLLocationAccuracy = 0
public let kCLLocationAccuracyThreeKilometers: CLLocationAccuracy = 0

public enum CLAuthorizationStatus: Int32, Sendable {
    case notDetermined, restricted, denied, authorizedAlways, authorizedWhenInUse
}

public enum CLAccuracyAuthorization: Int, Sendable {
    case fullAccuracy, reducedAccuracy
}

public enum CLActivityType: Int, Sendable {
    case other = 1
    case automotiveNavigation, fitness, otherNavigation, airborne
}

open class CLLocationManager: NSObject {
    public weak var delegate: (any CLLocationManagerDelegate)?
    public class func locationServicesEnabled() -> Bool { fatalError() }
    public var authorizationStatus: CLAuthorizationStatus { fatalError() }
    public var accuracyAuthorization: CLAccuracyAuthorization { fatalError() }
    public var desiredAccuracy: CLLocationAccuracy {
        get { fatalError() }
        set { _ = newValue }
    }
    public var distanceFilter: CLLocationDistance {
        get { fatalError() }
        set { _ = newValue }
    }
    public var activityType: CLActivityType {
        get { fatalError() }
        set { _ = newValue }
    }
    public var pausesLocationUpdatesAutomatically: Bool {
        get { fatalError() }
        set { _ = newValue }
    }
    public var allowsBackgroundLocationUpdates: Bool {
        get { fatalError() }
        set { _ = newValue }
    }
    public var showsBackgroundLocationIndicator: Bool {
        get { fatalError() }
        set { _ = newValue }
    }
    public var monitoredRegions: Set<CLRegion> { fatalError() }
    public func startUpdatingLocation() {}
    public func stopUpdatingLocation() {}
    public func requestLocation() {}
    public func startMonitoringSignificantLocationChanges() {}
    public func stopMonitoringSignificantLocationChanges() {}
    public func startMonitoring(for _: CLRegion) {}
    public func stopMonitoring(for _: CLRegion) {}
    public func requestWhenInUseAuthorization() {}
    public func requestAlwaysAuthorization() {}
    public func requestTemporaryFullAccuracyAuthorization(
        withPurposeKey _: String, completion _: (@Sendable ((any Error)?) -> Void)? = nil
    ) {}
}

/// Apple's methods are optional.
public protocol CLLocationManagerDelegate: NSObjectProtocol {
    func locationManager(
        _ manager: CLLocationManager, didUpdateLocations locations: [CLLocation])
    func locationManager(_ manager: CLLocationManager, didFailWithError error: any Error)
    func locationManager(_ manager: CLLocationManager, didEnterRegion region: CLRegion)
    func locationManager(_ manager: CLLocationManager, didExitRegion region: CLRegion)
    func locationManagerDidChangeAuthorization(_ manager: CLLocationManager)
}

extension CLLocationManagerDelegate {
    public func locationManager(_: CLLocationManager, didUpdateLocations _: [CLLocation]) {}
    public func locationManager(_: CLLocationManager, didFailWithError _: any Error) {}
    public func locationManager(_: CLLocationManager, didEnterRegion _: CLRegion) {}
    public func locationManager(_: CLLocationManager, didExitRegion _: CLRegion) {}
    public func locationManagerDidChangeAuthorization(_: CLLocationManager) {}
}
