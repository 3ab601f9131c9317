import DoorstepPhone
import SwiftUI
import UIKit

extension View {
    /// Covers what is typed or seen here while the app is not in front: the system keeps a picture
    /// of it then. Never used on a pass, which may be shown in any way, unless a PIN hides all of its person's.
    func covered(_ isPrivate: Bool = true) -> some View {
        modifier(PrivacyCover(isPrivate: isPrivate))
    }
}

private struct PrivacyCover: ViewModifier {
    let isPrivate: Bool
    @Environment(AppState.self) private var app
    @Environment(\.scenePhase) private var phase

    func body(content: Content) -> some View {
        content.overlay {
            if isPrivate, phase != .active || app.isHiding {
                Color(uiColor: .systemBackground).ignoresSafeArea()
            }
        }
    }
}
