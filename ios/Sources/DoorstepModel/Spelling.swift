extension String {
    /// In groups of four, as digits are read out.
    public var inFours: String { inGroups(of: 4) }

    /// In groups of three.
    public var inThrees: String { inGroups(of: 3) }

    private func inGroups(of count: Int) -> String {
        enumerated().reduce(into: "") { text, sign in
            if sign.offset > 0, sign.offset.isMultiple(of: count) { text += " " }
            text.append(sign.element)
        }
    }

    /// Sign by sign, so that digits are not spoken as one number.
    public var spelled: String {
        filter { !$0.isWhitespace }.map(String.init).joined(separator: " ")
    }

    /// A date as it is typed, day before month before year, with points where the keys have none. Points of its
    /// own stay where they are, and what is no date stays as it is.
    public var pointed: String {
        guard allSatisfy({ $0.isNumber || $0 == "." }) else { return self }
        var (done, rest) = ("", self[...])
        for _ in 0..<2 {
            let part = rest.prefix { $0 != "." }
            let isPointed = part.count < rest.count
            guard isPointed || part.count > 2 else { break }
            done += (isPointed ? part : part.prefix(2)) + "."
            rest = rest.dropFirst(isPointed ? part.count + 1 : 2)
        }
        return done + rest
    }
}
