import Foundation

/// The folder that the core keeps its file in.
enum DataFolder {
    /// Makes it, readable from the first unlock on and in no backup, before the core writes there.
    ///
    /// - Parameter clean: Called where there was none. The app is new on this phone then, and keys
    ///   that another of its name has left in the keychain are of no use.
    /// - Returns: Its path.
    static func made(forNew clean: () throws -> Void) throws -> String {
        let files = FileManager.default
        var folder = try files.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil,
            create: true
        ).appendingPathComponent("doorstep", isDirectory: true)
        if !files.fileExists(atPath: folder.path) { try clean() }
        let protection = [FileAttributeKey.protectionKey: Self.protection]
        try files.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: protection)
        try files.setAttributes(protection, ofItemAtPath: folder.path)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try folder.setResourceValues(values)
        return folder.path
    }

    private static let protection = FileProtectionType.completeUntilFirstUserAuthentication
}
