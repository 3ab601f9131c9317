import Doorstep

/// A phone's clock that is moved by hand.
final class ManualClock: PhoneClock {
    private struct Kept {
        var nowMs: Int64
        var broken: (any Error)?
    }

    private let kept: Locked<Kept>
    private let beginning: Int64
    let reads = Counter()

    init(atMs: Int64) {
        beginning = atMs
        kept = Locked(Kept(nowMs: atMs))
    }

    var nowMs: Int64 { kept.with { $0.nowMs } }

    func advance(seconds: Int64) {
        kept.with { $0.nowMs += seconds * 1000 }
    }

    /// Throws this at every look from now on; nothing mends it.
    func fail(with error: (any Error)?) {
        kept.with { $0.broken = error }
    }

    func read() throws -> PhoneTime {
        defer { reads.add() }
        return try kept.with { kept in
            if let broken = kept.broken { throw broken }
            return PhoneTime(
                wallMs: kept.nowMs, elapsedMs: kept.nowMs - beginning + 1000, boot: "the only one")
        }
    }
}
