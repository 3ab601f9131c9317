import Doorstep

/// How a result looks, beside its words: a colour and a symbol of Apple's set.
public struct Look: Equatable, Sendable {
    public let tone: Tone
    public let symbol: String

    public init(tone: Tone, symbol: String) {
        (self.tone, self.symbol) = (tone, symbol)
    }
}

extension Verdict {
    /// How the inspector sees it.
    public var look: Look {
        switch self {
        case .valid: Look(tone: .green, symbol: "checkmark.circle.fill")
        case .notInForce: Look(tone: .green, symbol: "info.circle.fill")
        case .selfDeclaredEmergency: Look(tone: .green, symbol: "cross.circle.fill")
        case .returnHomeOnly: Look(tone: .green, symbol: "house.circle.fill")
        case .expired: Look(tone: .amber, symbol: "clock.badge.xmark.fill")
        case .notYetValid: Look(tone: .amber, symbol: "clock.fill")
        case .staleFrame: Look(tone: .amber, symbol: "arrow.clockwise.circle.fill")
        case .revoked: Look(tone: .red, symbol: "xmark.circle.fill")
        case .forged: Look(tone: .red, symbol: "exclamationmark.octagon.fill")
        case .unreadable: Look(tone: .grey, symbol: "eye.slash.circle.fill")
        case .cannotTell: Look(tone: .grey, symbol: "questionmark.circle.fill")
        }
    }
}

extension Inspected {
    /// How the inspector sees it: another act may require what its own no longer does.
    public var look: Look { reason == .otherAct ? PassState.otherAct.look : verdict.look }
}

extension PassState {
    /// How the holder sees it.
    public var look: Look {
        switch self {
        case .valid: Look(tone: .green, symbol: "checkmark.circle.fill")
        case .notInForce: Look(tone: .green, symbol: "info.circle.fill")
        case .returnHomeOnly: Look(tone: .amber, symbol: "house.circle.fill")
        case .notYetValid: Look(tone: .amber, symbol: "clock.fill")
        case .otherAct: Look(tone: .amber, symbol: "doc.badge.plus")
        case .keyWithdrawn: Look(tone: .amber, symbol: "arrow.clockwise.circle.fill")
        case .timeUnknown: Look(tone: .amber, symbol: "questionmark.circle.fill")
        case .expired: Look(tone: .grey, symbol: "clock.badge.xmark.fill")
        case .revoked: Look(tone: .red, symbol: "xmark.circle.fill")
        }
    }
}

extension Shown {
    /// What is said of the time that is left: of a pass, or of an emergency.
    public var leftWord: Word { pass == nil ? .emergencyLeft : .passLeft }
}

extension Age {
    /// What the inspector is told of the lists.
    public var word: Word {
        switch self {
        case .current: .inspectListsCurrent
        case .old: .inspectListsOld
        case .veryOld: .inspectListsVeryOld
        case .unknown: .inspectListsUnknown
        }
    }
}
