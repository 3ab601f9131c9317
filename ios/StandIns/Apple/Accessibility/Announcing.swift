// A stand-in for Apple's Accessibility, for checking on Linux. It is not Apple's: see README.md.

import Foundation

public enum AccessibilityNotification {
    public struct Announcement: Sendable {
        public init(_: String) {}
        public init(_: AttributedString) {}
        public func post() {}
    }
}

/// Apple's is one of the attributes of a text; here it is a property, so that it can be set in the same way.
public enum SpeechAnnouncementPriority: Sendable {
    case low, `default`, high
}

extension AttributedString {
    public var accessibilitySpeechAnnouncementPriority: SpeechAnnouncementPriority? {
        get { nil }
        set { _ = newValue }
    }
}
