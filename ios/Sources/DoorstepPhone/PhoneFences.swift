import CoreLocation
import Doorstep
import DoorstepModel
import Foundation

/// Borders that the system watches, also while the app does not run. Asking which takes time: never on the
/// main thread.
struct PhoneFences: Fences, @unchecked Sendable {
    private let manager: CLLocationManager

    init(of location: PhoneLocation) {
        manager = location.roamer
    }

    func standing() -> [FenceView] {
        manager.monitoredRegions.compactMap { ($0 as? CLCircularRegion)?.fence }.sorted {
            $0.id < $1.id
        }
    }

    func watch(_ fences: [FenceView]) {
        let standing = manager.monitoredRegions
        let kept = standing.filter { region in
            (region as? CLCircularRegion).map { fences.contains($0.fence) } ?? false
        }
        let gone = Changes(regions: standing.subtracting(kept))
        let names = Set(kept.map(\.identifier))
        let new = Changes(regions: Set(fences.filter { !names.contains($0.id) }.map(\.region)))
        DispatchQueue.main.async { [self] in
            // Room first: the system watches few.
            for region in gone.regions { manager.stopMonitoring(for: region) }
            for region in new.regions { manager.startMonitoring(for: region) }
        }
    }

    /// Made here, and only handed over.
    private struct Changes: @unchecked Sendable {
        let regions: Set<CLRegion>
    }
}

extension CLCircularRegion {
    fileprivate var fence: FenceView {
        FenceView(
            id: identifier, latitude: Int64((center.latitude * 1e7).rounded()),
            longitude: Int64((center.longitude * 1e7).rounded()), radiusM: UInt64(radius))
    }
}

extension FenceView {
    fileprivate var region: CLRegion {
        let center = CLLocationCoordinate2D(
            latitude: Double(latitude) / 1e7, longitude: Double(longitude) / 1e7)
        return CLCircularRegion(center: center, radius: Double(radiusM), identifier: id)
    }
}
