import CoreLocation
import Foundation

/// What iOS wants held for as long as an order runs, from the first seconds of every start on. A session
/// asks for more than the person has allowed by itself: so it never stands for more.
@MainActor final class LocationSessions {
    private var service: AnyObject?
    private var activity: CLBackgroundActivitySession?
    private var status: CLAuthorizationStatus?

    nonisolated init() {}

    func hold(_ held: Bool, as allowed: CLAuthorizationStatus) {
        let wanted = held ? allowed : nil
        guard wanted != status else { return }
        end()
        status = wanted
        switch wanted {
        case .authorizedAlways: begin(isAlways: true)
        case .authorizedWhenInUse:
            begin(isAlways: false)
            activity = CLBackgroundActivitySession()
        default: break
        }
    }

    private func begin(isAlways: Bool) {
        if #available(iOS 18.0, *) {
            service = CLServiceSession(authorization: isAlways ? .always : .whenInUse)
        }
    }

    private func end() {
        if #available(iOS 18.0, *) { (service as? CLServiceSession)?.invalidate() }
        activity?.invalidate()
        (service, activity) = (nil, nil)
    }
}
