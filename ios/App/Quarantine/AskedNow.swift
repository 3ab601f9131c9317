import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// What is asked now, the largest of all that stands on its screen.
struct AskedNow: View {
    let quarantine: QuarantineView
    @Environment(AppState.self) private var app

    var body: some View {
        ForEach(quarantine.asked, id: \.id) { AskedCheck(check: $0) }
        if quarantine.order.state == .running, quarantine.asked.isEmpty {
            Text(app.words[.quarantineNone])
        }
        if quarantine.order.state.speaks, quarantine.order.isNews {
            RouteLink(.orderRead, to: .patient(.order), leads: true)
        }
    }
}

/// A question that waits, and the way to answer it.
struct AskedCheck: View {
    let check: CheckView
    @Environment(AppState.self) private var app

    var body: some View {
        Banner(check.style) {
            Label(app.words[.quarantineAsked], systemImage: check.style.symbol)
                .font(.title2)
            Text(check.text.text).font(.largeTitle)
        }
        RouteLink(.quarantineAnswer, to: .patient(.check(check.id)), leads: true)
    }
}

/// The first thing that the phone's system keeps from the app, and the way to mend it.
struct MissingAccess: View {
    let missing: [AccessView]
    @Environment(AppState.self) private var app

    var body: some View {
        if let first = missing.first {
            RowLink(to: .patient(.access)) {
                TitledText(title: app.words[.quarantineAccess], text: first.title.text)
            }
        }
    }
}

/// The photo to compare others with, until it was taken: nobody is hurried.
struct ReferencePhoto: View {
    let wanted: Sentence?

    var body: some View {
        if let wanted {
            Text(wanted.text)
            RouteLink(.checkPhoto, to: .patient(.referencePhoto))
        }
    }
}
