import CoreLocation
import Doorstep

/// What the person lets the app know of the place, and the questions for it.
@MainActor final class LocationPermission: NSObject {
    /// As in Info.plist.
    private static let purpose = "Quarantine"

    private let manager = CLLocationManager()
    private let answers = AnswerListener()

    override init() {
        super.init()
        manager.delegate = answers
    }

    /// What is allowed now: when, how closely, and whether location is switched on for the phone.
    func look() async -> (LocationAccess, precise: Bool, services: Bool) {
        // Asking that takes time.
        let services = await Task.detached { CLLocationManager.locationServicesEnabled() }.value
        // While it is switched off the system calls every app refused. Its person has allowed what they
        // have allowed, and would be sent to ask for the wrong thing.
        if services { Preferences.location = manager.authorizationStatus.access }
        let precise = manager.accuracyAuthorization == .fullAccuracy
        return (Preferences.location, precise, services)
    }

    /// While the app is looked at, which comes first.
    ///
    /// - Returns: Whether the question could be put.
    func ask() async -> Bool {
        guard manager.authorizationStatus == .notDetermined else { return false }
        await answers.next { manager.requestWhenInUseAuthorization() }
        return true
    }

    /// Also while nobody looks. The system puts that question once, only to who has allowed the first, and
    /// says nothing if the answer is no.
    func askAlways() -> Bool {
        guard manager.authorizationStatus == .authorizedWhenInUse, Preferences.isNew("always")
        else { return false }
        manager.requestAlwaysAuthorization()
        return true
    }

    /// The place itself: for this time by a question, for longer in the settings.
    func askPrecise() async -> Bool {
        guard Preferences.isNew("precise") else { return false }
        await withCheckedContinuation { answer in
            manager.requestTemporaryFullAccuracyAuthorization(withPurposeKey: Self.purpose) {
                @Sendable _ in answer.resume()
            }
        }
        return true
    }
}

/// Waits for the answer of a question. Used on the main thread alone.
private final class AnswerListener: NSObject, CLLocationManagerDelegate, @unchecked Sendable {
    private var waiting: [CheckedContinuation<Void, Never>] = []

    @MainActor func next(_ ask: () -> Void) async {
        await withCheckedContinuation { answer in
            waiting.append(answer)
            ask()
        }
    }

    func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) {
        // The first is told at once, and is no answer.
        guard manager.authorizationStatus != .notDetermined else { return }
        for answer in waiting { answer.resume() }
        waiting = []
    }
}

extension CLAuthorizationStatus {
    var access: LocationAccess {
        switch self {
        case .authorizedAlways: .always
        case .authorizedWhenInUse: .inUse
        default: .denied
        }
    }
}
