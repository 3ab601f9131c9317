import Foundation

/// A file that can be read from the first unlocking on, and so tells whether there was one.
///
/// `isProtectedDataAvailable` alone says less: it is false whenever the phone is locked, also in a
/// night long after the first unlocking, when the app should do what is due.
enum UnlockMarker {
    /// Whether it could be read. A phone on which it was never left says no.
    static var isReadable: Bool {
        file.flatMap { FileManager.default.contents(atPath: $0) }?.isEmpty == false
    }

    /// Leaves it, for the next start.
    static func leave() {
        guard !isReadable, let file else { return }
        let protection = FileProtectionType.completeUntilFirstUserAuthentication
        _ = FileManager.default.createFile(
            atPath: file, contents: Data("unlocked".utf8), attributes: [.protectionKey: protection])
    }

    private static var file: String? {
        let folder = try? FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil,
            create: true)
        return folder?.appendingPathComponent("unlocked").path
    }
}
