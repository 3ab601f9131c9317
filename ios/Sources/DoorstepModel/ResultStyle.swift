import Doorstep

/// How a result looks, beside its words: a colour and a symbol of Apple's set.
public struct ResultStyle: Equatable, Sendable {
    public let tone: Tone
    public let symbol: String

    public init(tone: Tone, symbol: String) {
        (self.tone, self.symbol) = (tone, symbol)
    }
}

extension Verdict {
    /// How the inspector sees it.
    public var style: ResultStyle {
        switch self {
        case .valid: ResultStyle(tone: .green, symbol: "checkmark.circle.fill")
        case .notInForce: ResultStyle(tone: .green, symbol: "info.circle.fill")
        case .selfDeclaredEmergency: ResultStyle(tone: .green, symbol: "cross.circle.fill")
        case .returnHomeOnly: ResultStyle(tone: .green, symbol: "house.circle.fill")
        case .expired: ResultStyle(tone: .amber, symbol: "clock.badge.xmark.fill")
        case .notYetValid: ResultStyle(tone: .amber, symbol: "clock.fill")
        case .staleFrame: ResultStyle(tone: .amber, symbol: "arrow.clockwise.circle.fill")
        case .revoked: ResultStyle(tone: .red, symbol: "xmark.circle.fill")
        case .forged: ResultStyle(tone: .red, symbol: "exclamationmark.octagon.fill")
        case .unreadable: ResultStyle(tone: .grey, symbol: "eye.slash.circle.fill")
        case .cannotTell: ResultStyle(tone: .grey, symbol: "questionmark.circle.fill")
        }
    }
}

extension Inspected {
    /// How the inspector sees it: another act may require what its own no longer does.
    public var style: ResultStyle { reason == .otherAct ? PassState.otherAct.style : verdict.style }
}

extension PassState {
    /// How the holder sees it.
    public var style: ResultStyle {
        switch self {
        case .valid: ResultStyle(tone: .green, symbol: "checkmark.circle.fill")
        case .notInForce: ResultStyle(tone: .green, symbol: "info.circle.fill")
        case .returnHomeOnly: ResultStyle(tone: .amber, symbol: "house.circle.fill")
        case .notYetValid: ResultStyle(tone: .amber, symbol: "clock.fill")
        case .otherAct: ResultStyle(tone: .amber, symbol: "doc.badge.plus")
        case .keyWithdrawn: ResultStyle(tone: .amber, symbol: "arrow.clockwise.circle.fill")
        case .timeUnknown: ResultStyle(tone: .amber, symbol: "questionmark.circle.fill")
        case .expired: ResultStyle(tone: .grey, symbol: "clock.badge.xmark.fill")
        case .revoked: ResultStyle(tone: .red, symbol: "xmark.circle.fill")
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
