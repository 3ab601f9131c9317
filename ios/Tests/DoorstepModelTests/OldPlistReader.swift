import Foundation

/// Reads one from its beginning to its end.
struct OldPlistReader {
    let text: [Unicode.Scalar]
    var place = 0

    private static let bare = CharacterSet.alphanumerics.union(
        CharacterSet(charactersIn: "._/$:-"))

    mutating func value() throws -> OldPlist {
        skip()
        switch text.indices.contains(place) ? text[place] : "\0" {
        case "{": return .table(try table())
        case "(": return .list(try list())
        default: return .text(try word())
        }
    }

    mutating func end() throws {
        skip()
        if place < text.count { throw OldPlist.Malformed(offset: place) }
    }

    private mutating func table() throws -> [String: OldPlist] {
        try take("{")
        var table: [String: OldPlist] = [:]
        while !has("}") {
            skip()
            let key = try word()
            try take("=")
            let value = try value()
            try take(";")
            // A key that stands twice hides what it says.
            guard table.updateValue(value, forKey: key) == nil else {
                throw OldPlist.Malformed(offset: place)
            }
        }
        try take("}")
        return table
    }

    private mutating func list() throws -> [OldPlist] {
        try take("(")
        var list: [OldPlist] = []
        while !has(")") {
            list.append(try value())
            if !has(")") { try take(",") }
        }
        try take(")")
        return list
    }

    private mutating func word() throws -> String {
        let start = place
        if has("\"") {
            place += 1
            while place < text.count, text[place] != "\"" { place += 1 }
            try take("\"")
            return string(start + 1..<place - 1)
        }
        while place < text.count, Self.bare.contains(text[place]) { place += 1 }
        guard place > start else { throw OldPlist.Malformed(offset: place) }
        return string(start..<place)
    }

    private func string(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(text[range]))
    }

    private mutating func has(_ sign: Unicode.Scalar) -> Bool {
        skip()
        return place < text.count && text[place] == sign
    }

    private mutating func take(_ sign: Unicode.Scalar) throws {
        guard has(sign) else { throw OldPlist.Malformed(offset: place) }
        place += 1
    }

    /// Passes over space and comments.
    private mutating func skip() {
        while place < text.count {
            if text[place].properties.isWhitespace {
                place += 1
            } else if starts("//") {
                while place < text.count, text[place] != "\n" { place += 1 }
            } else if starts("/*") {
                while place < text.count, !starts("*/") { place += 1 }
                place += 2
            } else {
                return
            }
        }
    }

    private func starts(_ signs: String) -> Bool {
        text[place...].starts(with: signs.unicodeScalars)
    }
}
