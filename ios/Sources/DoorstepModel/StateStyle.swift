import Doorstep

extension QuarantineView {
    /// How the patient sees where the quarantine stands: nothing of it blames anybody.
    public var style: ResultStyle {
        switch order.state {
        case .announced: ResultStyle(tone: .amber, symbol: "envelope.circle.fill")
        case .running: ResultStyle(tone: .grey, symbol: "house.circle.fill")
        case .paused: ResultStyle(tone: .grey, symbol: "pause.circle.fill")
        case .ended, .released: ResultStyle(tone: .green, symbol: "checkmark.circle.fill")
        case .rejected: ResultStyle(tone: .grey, symbol: "xmark.circle.fill")
        }
    }
}
