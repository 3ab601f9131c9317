import DoorstepModel
import DoorstepPhone
import SwiftUI

/// The first screen with those on top of it; before there is one, why.
struct RootView: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        whole
            // By the language of what is written, whatever the phone's is.
            .environment(\.layoutDirection, shell.words.isRightToLeft ? .rightToLeft : .leftToRight)
            .environment(\.locale, shell.words.locale)
    }

    @ViewBuilder private var whole: some View {
        @Bindable var shell = shell
        if shell.isForNobody {
            // For whoever builds the app: no person gets such a build.
            Text(verbatim: "This build names no authority. See App/Authority/README.md.").padding()
        } else if shell.model.snapshot != nil {
            NavigationStack(path: $shell.trail.routes) {
                HomeView().navigationDestination(for: Route.self) { RouteView(route: $0) }
            }
            .task { await look() }
        } else {
            OpeningView()
        }
    }

    /// What time changes is drawn anew while a person looks, on whichever screen.
    private func look() async {
        while !Task.isCancelled {
            await shell.engine?.look()
            try? await Task.sleep(for: .seconds(20))
        }
    }
}

/// The core is being opened, or could not be.
struct OpeningView: View {
    @Environment(Shell.self) private var shell

    var body: some View {
        VStack(spacing: 24) {
            if let trouble = shell.model.trouble {
                TroubleView(trouble: trouble)
                ways
            } else if shell.isWithoutFolder {
                Card(
                    look: Look(tone: .amber, symbol: "exclamationmark.triangle.fill"),
                    title: shell.words[.notOpen], text: shell.words[.noFolder])
                ways
            } else {
                ProgressView(shell.words[.opening])
            }
        }
        .padding()
    }

    @ViewBuilder private var ways: some View {
        WideButton(.retry, leads: true) { await shell.entered() }
        EmergencyCall()
    }
}
