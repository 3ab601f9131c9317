import Foundation

/// A property list of the old style, as Xcode writes its projects.
indirect enum OldPlist: Hashable, Sendable {
    case text(String)
    case list([OldPlist])
    case table([String: OldPlist])

    struct Malformed: Error, Equatable { let offset: Int }

    /// Reads a whole text.
    init(_ text: String) throws {
        var reader = OldPlistReader(text: Array(text.unicodeScalars))
        self = try reader.value()
        try reader.end()
    }

    subscript(key: String) -> OldPlist? {
        if case .table(let table) = self { table[key] } else { nil }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }

    var list: [OldPlist] { if case .list(let list) = self { list } else { [] } }

    var table: [String: OldPlist] { if case .table(let table) = self { table } else { [:] } }

    /// Every text in it that is not a key, at any depth.
    var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let list): list.flatMap(\.texts)
        case .table(let table): table.values.flatMap(\.texts)
        }
    }
}
