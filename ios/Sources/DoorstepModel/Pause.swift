/// Waits so many milliseconds, or until its task is cancelled. Tests wait in another way.
public typealias Pause = @Sendable (_ ms: Int64) async -> Void

/// Waits by the phone's clock.
public let pauseByClock: Pause = { try? await Task.sleep(for: .milliseconds($0)) }
