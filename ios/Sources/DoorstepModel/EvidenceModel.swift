import Doorstep
import Foundation
import Observation

/// The proof of a quarantine as a file that can be handed on. It lies beside the app's own data for as
/// long as its screen is open, unreadable while the phone is locked.
@MainActor @Observable public final class EvidenceModel {
    /// What is in the file.
    public private(set) var evidence: Evidence?
    /// Where it lies.
    public private(set) var file: URL?

    private let folder: URL

    public nonisolated init(in folder: URL = EvidenceModel.folder) {
        self.folder = folder
    }

    /// Where it lies while it can be handed on. In no backup: the system empties it.
    public nonisolated static var folder: URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("evidence", isDirectory: true)
    }

    /// Writes it anew, under this name; the sealed photos that are kept are in it, if they are wanted.
    public func make(
        _ scope: EvidenceScope, photos: Bool = false, named name: String, of person: PersonId,
        by engine: Engine, at runner: ActionRunner
    ) async {
        remove()
        let made = await runner.ask(engine) {
            try $0.evidence(person: person, scope: scope, photos: photos)
        }
        guard let made, let file = written(made, name) else { return }
        (evidence, self.file) = (made, file)
    }

    /// Takes it away, also what a process that has died has left.
    public func remove() {
        (evidence, file) = (nil, nil)
        try? FileManager.default.removeItem(at: folder)
    }

    private func written(_ made: Evidence, _ name: String) -> URL? {
        let files = FileManager.default
        let protection = [FileAttributeKey.protectionKey: FileProtectionType.complete]
        let file = folder.appendingPathComponent(name + ".html")
        try? files.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: protection)
        let isWritten = files.createFile(
            atPath: file.path, contents: Data(made.file.utf8), attributes: protection)
        return isWritten ? file : nil
    }
}
