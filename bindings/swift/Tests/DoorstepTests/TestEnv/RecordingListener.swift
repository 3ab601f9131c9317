import Doorstep

/// A listener that keeps what it is told, and may do something besides.
final class RecordingListener: SnapshotListener {
    typealias Then = @Sendable (Snapshot) throws -> Void

    private let kept = Locked<[Snapshot]>([])
    private let told = Counter()
    private let then: Then

    init(then: @escaping Then = { _ in }) {
        self.then = then
    }

    var snapshots: [Snapshot] { kept.with { $0 } }

    func onSnapshot(snapshot: Snapshot) throws {
        kept.with { $0.append(snapshot) }
        told.add()
        try then(snapshot)
    }

    /// Waits for a snapshot like this.
    func first(where wanted: (Snapshot) -> Bool) async throws -> Snapshot {
        while true {
            let snapshots = snapshots
            if let found = snapshots.first(where: wanted) { return found }
            try await told.reached(snapshots.count + 1)
        }
    }
}
