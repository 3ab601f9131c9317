import Doorstep

/// What a person sees first.
public enum Home: Sendable {
    case welcome, code, waiting, passes, quarantine
    /// Of a lent phone: while its form waits for a network, before it is in its user's hands, from then on, and when
    /// nothing of anybody is on it.
    case loanAsked, handover, loan, wiped
    /// An account is on its way to this phone.
    case move
    /// A PIN hides the person's part.
    case locked
}

extension PersonView {
    /// Whether a PIN hides their part decides it, where the registration stands, and whether an order speaks now.
    public var home: Home {
        if isLocked { return .locked }
        return switch registration.step {
        case .codeSent: .code
        case .waitingToSend: .waiting
        case .loanAsked: .loanAsked
        case .registered: quarantine?.order.state.speaks == true ? .quarantine : .passes
        case .moving: .move
        case .notRegistered, .closed, .erasing: .welcome
        }
    }
}

extension OrderState {
    /// Whether it asks something, or is about to.
    public var speaks: Bool { self == .announced || isLive }

    /// Whether it has begun and not ended, so that there is something to say.
    public var isLive: Bool {
        switch self {
        case .running, .paused: true
        case .announced, .ended, .released, .rejected: false
        }
    }
}

extension OrderView {
    /// Whether there is a version that its person was not shown.
    public var isNews: Bool { (seenVersion ?? 0) < version }
}

extension AppModel {
    /// The quarantine of the person, if there is or was one.
    public var quarantine: QuarantineView? { person?.quarantine }

    /// The loan, if this phone is lent, or was and nobody has it.
    public var loan: LoanView? { snapshot?.loan }

    /// Whether what is said to residents, that nobody follows them, is true of everybody on this phone. Of whom a
    /// PIN hides nothing is known.
    public var isResident: Bool {
        let people = snapshot?.people ?? []
        return loan == nil && people.allSatisfy { $0.quarantine == nil && !$0.isLocked }
    }

    /// What is seen first: how far a loan is, and of its user's affairs an order.
    public var home: Home {
        let own = person?.home ?? .welcome
        if own == .locked { return own }
        return switch loan?.state {
        case .taken: .handover
        case .running: own == .quarantine ? own : .loan
        case .returning: .loan
        case .wiped: .wiped
        case nil: own
        }
    }
}
