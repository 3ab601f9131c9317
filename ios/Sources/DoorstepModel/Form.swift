/// What a person types to register. Kept in memory alone, until the code is confirmed: so that
/// another code or a corrected number is not typed from the beginning.
public struct Form: Equatable, Sendable {
    public var phone = ""
    public var initials = ""
    public var document = ""

    public init() {}
}

extension String {
    /// The text; nothing if nothing was typed.
    public var given: String? { allSatisfy(\.isWhitespace) ? nil : self }
}
