import Doorstep

/// A notice that a person has tapped.
public struct NoticeTap: Equatable, Sendable {
    /// The core's name of it.
    public let id: String
    /// What it is about, and so which screen it opens.
    public let kind: NoticeKind
    /// Whom it is for, by the core's name.
    public let person: String

    public init(id: String, kind: NoticeKind, person: String) {
        (self.id, self.kind, self.person) = (id, kind, person)
    }

    /// Of what was kept beside a notice; nothing if an earlier build has kept less.
    public init?(id: String, kind: String?, person: String?) {
        guard let kind = NoticeKind.all.first(where: { $0.name == kind }), let person else {
            return nil
        }
        self.init(id: id, kind: kind, person: person)
    }
}

extension NoticeKind {
    static let all: [NoticeKind] = [.reminder, .revocation, .duty, .check, .notice, .trouble]

    /// The name under which it is kept beside a notice.
    public var name: String {
        switch self {
        case .reminder: "reminder"
        case .revocation: "revocation"
        case .duty: "duty"
        case .check: "check"
        case .notice: "notice"
        case .trouble: "trouble"
        }
    }
}
