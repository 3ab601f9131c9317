import DoorstepModel
import SwiftUI

/// The screen of a route.
struct RouteView: View {
    let route: Route

    var body: some View {
        switch route {
        case .consent: ConsentScreen()
        case .phone: PhoneScreen()
        case .purposes: PurposesScreen()
        case .emergency: EmergencyScreen()
        case .inspector: InspectorScreen()
        case .sent: SentScreen()
        case .settings: SettingsScreen()
        case .details: DetailsScreen()
        case .help: HelpScreen()
        case .about: AboutScreen()
        case .erase: EraseScreen()
        case .ask(let purpose): AskScreen(purpose: purpose)
        case .pass(let pass): PassScreen(pass: pass)
        case .paper(let pass): PaperScreen(pass: pass)
        case .sentRequest(let number): SentRequestScreen(number: number)
        }
    }
}
