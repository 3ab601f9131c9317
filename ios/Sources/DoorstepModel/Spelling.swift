extension String {
    /// In groups of four, as digits are read out.
    public var inFours: String {
        enumerated().reduce(into: "") { text, sign in
            if sign.offset > 0, sign.offset.isMultiple(of: 4) { text += " " }
            text.append(sign.element)
        }
    }

    /// Sign by sign, so that digits are not spoken as one number.
    public var spelled: String {
        filter { !$0.isWhitespace }.map(String.init).joined(separator: " ")
    }
}
