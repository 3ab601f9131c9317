import Foundation

/// The app's own words, titles and buttons, in the language that was chosen. What is missing there
/// is said in a language that its speakers know, as the core does; a key is never shown.
public struct Words: Sendable {
    /// The text of a key in a language, if there is one.
    public typealias Texts = @Sendable (_ language: String, _ key: String) -> String?

    /// Languages that can be chosen, by their tags, each with its own name for itself.
    public static let languages = [("en", "English"), ("ru", "Русский"), ("tt", "Татарча")]

    /// What speakers of a language know better than English.
    private static let neighbours = ["tt": "ru"]

    public let language: String

    /// Where its numbers and times come from, whatever the phone's are.
    public var locale: Locale { Locale(identifier: language) }

    /// Whether it is written from right to left.
    public var isRightToLeft: Bool { locale.language.characterDirection == .rightToLeft }

    private let texts: Texts

    public init(language: String, texts: @escaping Texts) {
        (self.language, self.texts) = (language, texts)
    }

    /// Words in a language's folder of a bundle.
    public init(language: String, bundle: Bundle) {
        let place = bundle.bundlePath
        self.init(language: language) { language, key in
            let path = Bundle(path: place)?.path(forResource: language, ofType: "lproj")
            guard let path, let folder = Bundle(path: path) else { return nil }
            // A bundle answers with the key where it has no text, unless it is given another.
            let text = folder.localizedString(forKey: key, value: "\0", table: "Localizable")
            return text == "\0" || text == key ? nil : text
        }
    }

    public subscript(word: Word) -> String {
        let languages = [language, Self.neighbours[language], "en"].compactMap { $0 }
        return languages.lazy.compactMap { texts($0, word.key) }.first ?? ""
    }

    /// A text with its blanks filled, `%1$@` or `%1$lld` with the first.
    public func callAsFunction(_ word: Word, _ blanks: String...) -> String {
        blanks.enumerated().reduce(self[word]) { text, blank in
            let place = "%\(blank.offset + 1)$"
            return text.replacingOccurrences(of: place + "@", with: blank.element)
                .replacingOccurrences(of: place + "lld", with: blank.element)
        }
    }
}
