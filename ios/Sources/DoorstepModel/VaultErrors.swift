import Doorstep

/// What the keychain's answers mean, by Apple's numbers of them. An error is not a loss: whatever is
/// not known to be anything else is asked again later.
public enum KeychainStatus {
    public static let success: Int32 = 0
    public static let itemNotFound: Int32 = -25300
    public static let interactionNotAllowed: Int32 = -25308
    public static let unimplemented: Int32 = -4

    /// The vault's error for an answer.
    ///
    /// - Parameter unlockedOnce: Whether the phone was unlocked since it was started. Before that an
    ///   item may read as not found although it is there.
    public static func error(of status: Int32, unlockedOnce: Bool) -> VaultError {
        switch status {
        case itemNotFound: unlockedOnce ? .Missing : .Locked
        case interactionNotAllowed: .Locked
        case unimplemented: .Unsupported
        default: .Transient
        }
    }
}
