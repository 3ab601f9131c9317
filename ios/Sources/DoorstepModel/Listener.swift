import Doorstep

/// Hands snapshots over to the model, on the main actor, and does nothing else: the core calls it
/// wherever it works.
final class Listener: SnapshotListener {
    private let model: AppModel

    init(model: AppModel) {
        self.model = model
    }

    func onSnapshot(snapshot: Snapshot) throws {
        Task { @MainActor [model] in model.take(snapshot) }
    }
}
