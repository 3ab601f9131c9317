import Foundation

/// A string catalog, as Xcode reads it.
struct Catalog: Decodable, Sendable {
    private struct Entry: Decodable {
        let localizations: [String: Localization]
    }

    private struct Localization: Decodable {
        let stringUnit: Unit
    }

    private struct Unit: Decodable {
        let value: String
    }

    private let sourceLanguage: String
    private let strings: [String: Entry]

    /// The catalog of the app's own words.
    static func ofApp() throws -> Catalog { try read("Localizable") }

    /// What the system says in the app's name.
    static func ofSystem() throws -> Catalog { try read("InfoPlist") }

    private static func read(_ name: String) throws -> Catalog {
        let file = Program.checkout.appendingPathComponent("ios/App/\(name).xcstrings")
        return try JSONDecoder().decode(Catalog.self, from: Data(contentsOf: file))
    }

    var keys: Set<String> { Set(strings.keys) }

    func text(_ language: String, _ key: String) -> String? {
        strings[key]?.localizations[language]?.stringUnit.value
    }
}
