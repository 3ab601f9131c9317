import Doorstep
import Observation

/// The way through what the phone's system is asked for, one thing at a time. A refusal leads to the
/// next, as a permission does.
@MainActor @Observable public final class AccessWalk {
    private var passed: Set<Access> = []

    public nonisolated init() {}

    /// What comes next of what is missing; nothing at the end of the way.
    public func next(of missing: [AccessView]) -> AccessView? {
        missing.first { !passed.contains($0.access) }
    }

    /// Goes on, whatever was said.
    public func pass(_ access: Access) {
        passed.insert(access)
    }
}
