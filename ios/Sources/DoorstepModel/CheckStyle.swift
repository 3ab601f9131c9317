import Doorstep

extension CheckView {
    /// Whether it waits for an answer now.
    public var isAsked: Bool { outcome == .asking }

    /// How the patient sees it.
    public var style: ResultStyle {
        switch outcome {
        case .asking: ResultStyle(tone: .amber, symbol: "questionmark.circle.fill")
        case .answered, .answeredEarly, .answeredLate:
            ResultStyle(tone: .green, symbol: "checkmark.circle.fill")
        case .waiting, .cannot, .notDelivered, .paused, .superseded, .afterEnd, .unanswered:
            ResultStyle(tone: .grey, symbol: "info.circle.fill")
        }
    }
}

extension QuarantineView {
    /// What is or was asked today, by its name.
    public func check(_ id: String) -> CheckView? { checks.first { $0.id == id } }

    /// What is asked now.
    public var asked: [CheckView] { checks.filter(\.isAsked) }
}
