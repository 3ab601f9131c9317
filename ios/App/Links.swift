import Doorstep
import DoorstepModel
import DoorstepPhone
import SwiftUI

/// A way to another screen.
struct RouteLink: View {
    let word: Word
    let route: Route
    let leads: Bool
    let tone: Tone
    @Environment(AppState.self) private var app

    init(_ word: Word, to route: Route, leads: Bool = false, tone: Tone = .accent) {
        (self.word, self.route, self.leads, self.tone) = (word, route, leads, tone)
    }

    var body: some View {
        NavigationLink(value: route) { Text(app.words[word]) }
            .buttonStyle(WideStyle(leads: leads, tone: tone))
    }
}

/// The way to emergency care, which is never more than one tap away.
struct EmergencyButton: View {
    @Environment(AppState.self) private var app

    var body: some View {
        Button {
            app.nav.routes.append(.emergency)
        } label: {
            Label(app.words[.emergency], systemImage: "cross.case.fill")
                .labelStyle(.titleAndIcon)
        }
        .buttonStyle(WideStyle(leads: true, tone: .red, fills: false))
    }
}

/// A row that leads to another screen, with a sign that it does.
struct RowLink<Content: View>: View {
    private let route: Route
    private let content: Content

    init(to route: Route, @ViewBuilder content: () -> Content) {
        (self.route, self.content) = (route, content())
    }

    var body: some View {
        NavigationLink(value: route) {
            HStack(spacing: 8) {
                content.multilineTextAlignment(.leading)
                Spacer(minLength: 0)
                Image(systemName: "chevron.forward").accessibilityHidden(true)
            }
        }
        .buttonStyle(WideStyle(leads: false))
    }
}

/// The way to what is missing, where something is refused because it is.
struct MendDetails: View {
    let trouble: ErrorInfo?

    var body: some View {
        if trouble?.code == .holderMarkMissing { RouteLink(.passesDetails, to: .details) }
    }
}
