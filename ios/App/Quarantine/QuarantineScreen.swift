import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A patient's day at one glance: what runs, what is asked now, and everything that can be said with a tap.
struct QuarantineScreen: View {
    /// Whether it lies over the passes, which one comes back to then.
    var isOnTop = false
    @Environment(AppState.self) private var app
    @State private var runner = ActionRunner()
    @State private var noted: String?

    var body: some View {
        Page(title: .quarantineTitle, runner: runner, news: noted) {
            if let snapshot = app.model.snapshot, let person = app.model.person,
                let quarantine = person.quarantine
            {
                Warnings(snapshot.warnings + person.warnings)
                StandsNow(quarantine: quarantine)
                if let noted { Noted(text: noted) }
                AskedNow(quarantine: quarantine)
                MissingAccess(missing: quarantine.accesses)
                ReferencePhoto(wanted: quarantine.referencePhoto)
                if quarantine.order.state.isLive {
                    PatientActions(quarantine: quarantine, runner: runner, noted: $noted)
                }
                Today(today: quarantine.today)
                LoanCard()
                HelpNumbers(numbers: quarantine.help)
                PatientLinks(isOnTop: isOnTop)
            }
        }
        .covered()
    }
}

/// Where the quarantine stands: a colour, a picture and words.
struct StandsNow: View {
    let quarantine: QuarantineView

    var body: some View {
        Card(style: quarantine.style, title: nil, text: quarantine.headline.text).font(.title2)
    }
}

/// What there is to know today.
struct Today: View {
    let today: [Sentence]

    var body: some View {
        if !today.isEmpty {
            Heading(.quarantineToday)
            Sentences(today)
        }
    }
}

/// The ways to everything that is kept of it.
struct PatientLinks: View {
    let isOnTop: Bool

    var body: some View {
        Heading(.quarantineMore)
        RouteLink(.orderTitle, to: .patient(.order))
        RouteLink(.journalTitle, to: .patient(.journal))
        RouteLink(.noticesTitle, to: .patient(.notices))
        RouteLink(.sentTitle, to: .sent)
        RouteLink(.evidenceTitle, to: .patient(.evidence))
        RouteLink(.quarantineAgreed, to: .patient(.agreed))
        if !isOnTop {
            RouteLink(.passesTitle, to: .passes)
            RouteLink(.settingsTitle, to: .settings)
        }
    }
}
