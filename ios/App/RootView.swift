import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The first screen with those on top of it; before there is one, why.
struct RootView: View {
    @Environment(AppState.self) private var app

    var body: some View {
        whole
            // By the language of what is written, whatever the phone's is.
            .environment(\.layoutDirection, app.words.isRightToLeft ? .rightToLeft : .leftToRight)
            .environment(\.locale, app.words.locale)
    }

    @ViewBuilder private var whole: some View {
        @Bindable var app = app
        if app.isForNobody {
            // For whoever builds the app: no person gets such a build.
            Text(verbatim: "This build names no authority. See App/Authority/README.md.").padding()
        } else if app.model.snapshot != nil {
            NavigationStack(path: $app.nav.routes) {
                HomeView().navigationDestination(for: Route.self) { RouteView(route: $0) }
            }
            .covered(app.model.person?.pin?.state == .open)
            .task { await look() }
            .onChange(of: app.model.isLocked, initial: true) { _, isLocked in
                if isLocked { app.closeHidden() }
            }
            .onChange(of: app.tapped, initial: true) { _, _ in app.followTap() }
        } else {
            OpeningView()
        }
    }

    /// What time changes is drawn anew while a person looks, on whichever screen.
    private func look() async {
        // What a process that has died has left.
        EvidenceModel().remove()
        while !Task.isCancelled {
            await app.engine?.look()
            try? await Task.sleep(for: .seconds(20))
        }
    }
}

/// The core is being opened, or could not be.
struct OpeningView: View {
    @Environment(AppState.self) private var app

    var body: some View {
        VStack(spacing: 24) {
            if let trouble = app.model.trouble {
                ErrorView(trouble: trouble)
                ways
            } else if app.isWithoutFolder {
                Card(
                    style: ResultStyle(tone: .amber, symbol: "exclamationmark.triangle.fill"),
                    title: app.words[.notOpen], text: app.words[.noFolder])
                ways
            } else {
                ProgressView(app.words[.opening])
            }
        }
        .padding()
    }

    @ViewBuilder private var ways: some View {
        WideButton(.retry, leads: true) { await app.entered() }
        EmergencyCall()
    }
}
