import SwiftUI
import UIKit

extension View {
    /// Covers what is typed or seen here while the app is not in front: the system keeps a picture
    /// of it then. Never used on a pass, which may be shown in any way.
    func covered() -> some View { modifier(PrivacyCover()) }
}

private struct PrivacyCover: ViewModifier {
    @Environment(\.scenePhase) private var phase

    func body(content: Content) -> some View {
        content.overlay {
            if phase != .active { Color(uiColor: .systemBackground).ignoresSafeArea() }
        }
    }
}
