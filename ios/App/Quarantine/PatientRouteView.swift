import DoorstepModel
import SwiftUI

/// The screen of a patient's route.
struct PatientRouteView: View {
    let route: PatientRoute

    var body: some View {
        switch route {
        case .home: QuarantineScreen(isOnTop: true)
        case .order: OrderScreen()
        case .consent: PatientConsentScreen()
        case .agreed: PatientConsentScreen(isRead: true)
        case .access: AccessScreen()
        case .safety: SafetyScreen()
        case .journal: JournalScreen()
        case .notices: NoticesScreen()
        case .evidence: EvidenceScreen()
        case .check(let check): CheckScreen(check: check)
        case .cannot(let check): CannotScreen(check: check)
        case .photo(let check): PhotoScreen(for: .check(check))
        case .referencePhoto: PhotoScreen(for: .reference)
        case .declare(let declaration): DeclareScreen(declaration: declaration)
        case .dispute(let reference): DisputeScreen(reference: reference)
        }
    }
}
