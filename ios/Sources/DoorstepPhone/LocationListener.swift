import CoreLocation
import Doorstep
import DoorstepModel

/// Hands on what one of the location managers tells, all of it and in its order. Told on the main thread
/// alone, where the managers are made.
final class LocationListener: NSObject, CLLocationManagerDelegate, @unchecked Sendable {
    private let clock: SystemClock
    private let tell: @Sendable (WakeQueue.Event) -> Void
    /// What was allowed when it was last told.
    private var allowed: (CLAuthorizationStatus, CLAccuracyAuthorization)?

    init(clock: SystemClock, tell: @escaping @Sendable (WakeQueue.Event) -> Void) {
        (self.clock, self.tell) = (clock, tell)
    }

    func locationManager(
        _ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]
    ) {
        guard let heard = try? clock.read() else { return }
        let isCoarse = manager.accuracyAuthorization == .reducedAccuracy
        tell(.places(locations.map { Place($0, heard: heard, isCoarse: isCoarse) }))
    }

    // An error ends nothing: the system goes on by itself, and the next fix is asked for in time.
    func locationManager(_: CLLocationManager, didFailWithError _: any Error) {}

    func locationManager(_: CLLocationManager, didEnterRegion _: CLRegion) {
        tell(.woke(.fence))
    }

    func locationManager(_: CLLocationManager, didExitRegion _: CLRegion) {
        tell(.woke(.fence))
    }

    func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) {
        let now = (manager.authorizationStatus, manager.accuracyAuthorization)
        // The first is told of every manager, and is no change.
        if let allowed, allowed != now { tell(.facts) }
        allowed = now
    }
}

extension Place {
    init(_ location: CLLocation, heard: PhoneTime, isCoarse: Bool) {
        self.init(
            latitude: location.coordinate.latitude, longitude: location.coordinate.longitude,
            accuracyM: location.horizontalAccuracy,
            measuredMs: Int64(location.timestamp.timeIntervalSince1970 * 1000), heard: heard,
            isMock: location.sourceInformation?.isSimulatedBySoftware == true, isCoarse: isCoarse)
    }
}
