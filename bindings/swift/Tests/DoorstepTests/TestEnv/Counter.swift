/// Counts what happens on any thread, and lets a test wait until it has happened often enough.
final class Counter: Sendable {
    private struct Kept {
        var count = 0
        var watchers: [AsyncStream<Void>.Continuation] = []
    }

    private let kept = Locked(Kept())

    var count: Int { kept.with { $0.count } }

    func add() {
        let watchers = kept.with { kept in
            kept.count += 1
            return kept.watchers
        }
        for watcher in watchers { watcher.yield() }
    }

    /// Waits until the count is at least this. Throws if the task is cancelled first, as it is when
    /// a test's time is over.
    func reached(_ wanted: Int) async throws {
        let (stream, watcher) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        kept.with { $0.watchers.append(watcher) }
        // It may have been reached before anybody watched.
        watcher.yield()
        for await _ in stream where count >= wanted { return }
        throw CancellationError()
    }
}
