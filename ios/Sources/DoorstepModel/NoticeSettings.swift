/// What the phone's settings say of the app's notices.
public struct NoticeSettings: Equatable, Sendable {
    /// Whether the person has allowed them.
    public let isAllowed: Bool
    /// Whether they are seen while the phone is locked.
    public let onLockScreen: Bool
    /// Whether they are seen while it is in use.
    public let asBanners: Bool

    public init(isAllowed: Bool, onLockScreen: Bool, asBanners: Bool) {
        (self.isAllowed, self.onLockScreen, self.asBanners) = (isAllowed, onLockScreen, asBanners)
    }

    /// Whether a reminder reaches the person. Allowed ones may be switched off one way at a time.
    public var reach: Bool { isAllowed && (onLockScreen || asBanners) }
}
