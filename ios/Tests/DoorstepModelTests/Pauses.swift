import DoorstepModel
import Testing

/// Pauses that last until a test ends them, in the order in which they began.
final class Pauses: Sendable {
    private struct State {
        var lengths: [Int64] = []
        var open: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Locked(State())

    var pause: Pause {
        { [self] ms in
            await withCheckedContinuation { end in
                state.with {
                    $0.lengths.append(ms)
                    $0.open.append(end)
                }
            }
        }
    }

    /// How long the next one would last, once it has begun.
    func next() async throws -> Int64 {
        while true {
            let begun = state.with { $0.lengths.isEmpty ? nil : $0.lengths.removeFirst() }
            if let begun { return begun }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    /// Ends the first that lasts.
    func over() {
        state.with { $0.open.isEmpty ? nil : $0.open.removeFirst() }?.resume()
    }

    /// Lets what waited for it go on.
    func settled() async {
        for _ in 0..<100 { await Task.yield() }
    }
}
