import Doorstep

/// A notice as the system keeps it.
public struct PostedNotice: Codable, Equatable, Sendable {
    public let id: String
    /// When it shows, milliseconds since 1970.
    public let atMs: Int64
    public let text: String
    /// What it is about, by name, and for whom; nothing of one that an earlier build has posted.
    public let kind: String?
    public let person: String?

    public init(
        id: String, atMs: Int64, text: String, kind: String? = nil, person: String? = nil
    ) {
        (self.id, self.atMs, self.text) = (id, atMs, text)
        (self.kind, self.person) = (kind, person)
    }

    /// As a plan wants it. The system shows the same on a locked screen as elsewhere.
    init(_ notice: Notice) {
        self.init(
            id: notice.id, atMs: notice.atMs, text: (notice.lockScreen ?? notice.text).text,
            kind: notice.kind.name, person: notice.person)
    }
}
