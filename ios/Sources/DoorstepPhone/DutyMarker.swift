import Foundation

/// A file that says that an order runs, readable from the first second of every start on: before the
/// phone is unlocked for the first time, and before the core is open. It says nothing else.
enum DutyMarker {
    static var isLeft: Bool {
        file.map { FileManager.default.fileExists(atPath: $0) } ?? false
    }

    static func leave() {
        guard let file else { return }
        _ = FileManager.default.createFile(
            atPath: file, contents: nil, attributes: [.protectionKey: FileProtectionType.none])
    }

    static func remove() {
        if let file { try? FileManager.default.removeItem(atPath: file) }
    }

    private static var file: String? {
        let folder = try? FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil,
            create: true)
        return folder?.appendingPathComponent("on-duty").path
    }
}
