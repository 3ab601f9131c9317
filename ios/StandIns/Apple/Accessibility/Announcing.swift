// A stand-in for Apple's Accessibility, for checking on Linux. It is not Apple's: see README.md.

public enum AccessibilityNotification {
    public struct Announcement: Sendable {
        public init(_: String) {}
        public func post() {}
    }
}
