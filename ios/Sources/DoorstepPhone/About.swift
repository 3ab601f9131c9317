import Doorstep
import Foundation

/// What is said of the app itself.
public enum About {
    /// Of the app as the store shows it, and of the core in it.
    public static var version: String {
        let app = Bundle.main.object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String
        return [app, coreVersion()].compactMap { $0 }.joined(separator: " / ")
    }

    /// Whose work is in it, under which licences.
    public static var licences: String {
        let file = Bundle.main.url(forResource: "licences", withExtension: "txt")
        return file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
    }
}
