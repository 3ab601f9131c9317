import Accessibility
import Foundation

/// What is said to who does not see the screen.
enum Announcing {
    /// Says it once nothing else is being said.
    @MainActor static func politely(_ text: String) {
        var said = AttributedString(text)
        said.accessibilitySpeechAnnouncementPriority = .low
        AccessibilityNotification.Announcement(said).post()
    }
}
