import Doorstep

extension CannotReason {
    /// In the order in which they are shown.
    public static let shown: [CannotReason] = [
        .ill, .asleep, .camera, .blind, .veil, .child, .phone, .personal, .other,
    ]

    public var word: Word {
        switch self {
        case .ill: .cannotIll
        case .asleep: .cannotAsleep
        case .camera: .cannotCamera
        case .blind: .cannotBlind
        case .veil: .cannotVeil
        case .child: .cannotChild
        case .phone: .cannotPhone
        case .personal: .cannotPersonal
        case .other: .cannotOther
        }
    }
}

extension NoticeView {
    /// What kind it is; nothing of one that a later authority has made up.
    public var word: Word? {
        switch kind {
        case "warning": .noticesWarning
        case "decision": .noticesDecision
        case "information": .noticesInformation
        default: nil
        }
    }
}

extension DisputeState {
    public var word: Word {
        switch self {
        case .queued: .disputeQueued
        case .received: .disputeReceived
        case .answered: .disputeAnswered
        }
    }
}

extension Declaration {
    public var title: Word {
        switch self {
        case .permission: .quarantinePermission
        case .fault: .quarantineFault
        }
    }

    /// What the core is told; nothing before there is a number where one is needed. It knows what to make
    /// of any number, but not of none.
    public func said(minutes: String, words: String) -> Declaring? {
        switch self {
        case .permission: minutes.number.map { .permission(minutes: $0, text: words.given) }
        case .fault: .fault(text: words)
        }
    }
}

extension String {
    /// The number that its digits make, of whichever script.
    fileprivate var number: UInt64? {
        UInt64(compactMap(\.wholeNumberValue).map(String.init).joined())
    }
}
