/// What whoever manages a lent phone has written for the app: a dictionary that the phone's system hands on.
public struct ManagedLoan: Equatable, Sendable {
    /// The text of the code on the form.
    public let invitation: String?
    /// The number on it, to be compared.
    public let number: String?

    /// What stands in the dictionary; whatever is no text was meant for another version.
    public init(_ written: [String: Any]) {
        invitation = written["invitation"] as? String
        number = written["loan"] as? String
    }
}
