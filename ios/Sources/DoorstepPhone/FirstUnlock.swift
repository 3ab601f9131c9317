import Foundation

/// Whether the phone was unlocked since it was started. Keys and files are readable from then on,
/// also when it is locked again.
public final class FirstUnlock: @unchecked Sendable {
    private let lock = NSLock()
    private var happened = false

    public init() {}

    /// Whether it was.
    public var once: Bool { lock.withLock { happened } }

    /// It is.
    public func note() {
        lock.withLock { happened = true }
    }
}
