import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The screen of a route.
struct RouteView: View {
    let route: Route
    @Environment(AppState.self) private var app

    var body: some View {
        if app.model.shows(route) { screen } else { HomeView() }
    }

    @ViewBuilder private var screen: some View {
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
        case .passes: PassesScreen(isOnTop: true)
        case .orderCode: OrderCodeScreen()
        case .orderWaits: OrderCodeScreen(waits: true)
        case .people: PeopleScreen()
        case .removePerson: RemovePersonScreen()
        case .pin: PinScreen()
        case .loanTake: LoanTakeScreen(invitation: app.managedLoan.invitation)
        case .loan: LoanScreen(isOnTop: true)
        case .loanReturn: ReturnScreen()
        case .moveGive: MoveScreen(as: .old)
        case .moveTake: MoveScreen(as: .new)
        case .ask(let purpose): AskScreen(purpose: purpose)
        case .pass(let pass): PassScreen(pass: pass)
        case .paper(let pass): PaperScreen(pass: pass)
        case .sentRequest(let number): SentRequestScreen(number: number)
        case .sms: SmsScreen()
        case .smsRegion(let region): SmsScreen(region: region)
        case .smsForm(let region, let form): SmsFormScreen(region: region, form: form)
        case .smsReply(let region, let request): SmsReplyScreen(region: region, request: request)
        case .patient(let route): PatientRouteView(route: route)
        }
    }
}
