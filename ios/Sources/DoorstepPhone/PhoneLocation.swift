import CoreLocation
import DoorstepModel
import Foundation

/// The phone's location managers. They are made on the main thread, tell there what they have to tell,
/// and are told there what to do.
public final class PhoneLocation: LocationSource, @unchecked Sendable {
    /// Stands by, and keeps the app running by that.
    private let standby = CLLocationManager()
    /// Is asked for a fix at a time.
    private let sampler = CLLocationManager()
    /// Starts the app again, after a longer way or at a border.
    let roamer = CLLocationManager()
    private let listeners: [LocationListener]
    @MainActor private let sessions = LocationSessions()
    /// How it stands by.
    @MainActor private var standing: Closeness?

    @MainActor init(events: WakeQueue, clock: SystemClock) {
        // A longer way is a wake of its own. What is allowed and what is crossed is told once.
        let asked = LocationListener(clock: clock) { told in
            if case .places = told { events.tell(told) }
        }
        let roaming = LocationListener(clock: clock) { told in
            if case .places = told { events.say(.significantChange) }
            events.tell(told)
        }
        listeners = [asked, roaming]
        (standby.delegate, sampler.delegate, roamer.delegate) = (asked, asked, roaming)
        standby.activityType = .other
        // Who lies ill does not move for hours, and must not be forgotten.
        standby.pausesLocationUpdatesAutomatically = false
        // Wide, so that standing by tells next to nothing.
        standby.distanceFilter = 500
    }

    /// Whether the app has said that it does: the system ends one that has not and yet runs on.
    private static let mayRunOn: Bool = {
        let modes = Bundle.main.object(forInfoDictionaryKey: "UIBackgroundModes") as? [String]
        return modes?.contains("location") == true
    }()

    public func stand(_ closeness: Closeness?) {
        onMain { [self] in
            standing = closeness
            guard let closeness else {
                standby.stopUpdatingLocation()
                standby.allowsBackgroundLocationUpdates = false
                return
            }
            standby.look(closeness, runsOn: Self.mayRunOn)
            // Shown while satellites are asked; all the time it would only teach to end the app.
            standby.showsBackgroundLocationIndicator = closeness == .best
            standby.startUpdatingLocation()
        }
    }

    public func sample(_ closeness: Closeness) {
        onMain { [sampler] in
            sampler.look(closeness, runsOn: Self.mayRunOn)
            sampler.requestLocation()
        }
    }

    public func roam(_ wanted: Bool) {
        onMain { [roamer] in
            wanted
                ? roamer.startMonitoringSignificantLocationChanges()
                : roamer.stopMonitoringSignificantLocationChanges()
        }
    }

    public func hold(_ held: Bool) {
        held ? DutyMarker.leave() : DutyMarker.remove()
        onMain { [self] in sessions.hold(held, as: roamer.authorizationStatus) }
    }

    public var isHeld: Bool { DutyMarker.isLeft }

    public var runsOn: Bool { Self.mayRunOn && roamer.authorizationStatus.access != .denied }

    /// The person allows something else: what is held and how closely is looked depends on it.
    @MainActor func allowedAnew() {
        sessions.hold(isHeld, as: roamer.authorizationStatus)
        if let standing { standby.look(standing, runsOn: Self.mayRunOn) }
    }

    /// In the order of the calls.
    private func onMain(_ work: @escaping @MainActor () -> Void) {
        DispatchQueue.main.async { MainActor.assumeIsolated(work) }
    }
}

extension CLLocationManager {
    /// One that asks for more than the neighbourhood where that alone is allowed is told nothing.
    fileprivate func look(_ closeness: Closeness, runsOn: Bool) {
        let isCoarse = accuracyAuthorization == .reducedAccuracy
        desiredAccuracy = isCoarse ? kCLLocationAccuracyReduced : closeness.accuracy
        allowsBackgroundLocationUpdates = runsOn
    }
}

extension Closeness {
    fileprivate var accuracy: CLLocationAccuracy {
        switch self {
        case .kilometres: kCLLocationAccuracyThreeKilometers
        case .hundredMetres: kCLLocationAccuracyHundredMeters
        case .best: kCLLocationAccuracyBest
        }
    }
}
