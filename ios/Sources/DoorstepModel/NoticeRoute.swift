import Doorstep

extension AppModel {
    /// Where a notice that was tapped leads, over the first screen: to what it speaks of, if that is still
    /// there. It only ever shows something.
    public func routes(of tap: NoticeTap) -> [Route] {
        switch tap.kind {
        case .check: checks(of: tap)
        case .duty: quarantine == nil ? [] : [.patient(.order)]
        case .notice: quarantine == nil ? [] : [.patient(.notices)]
        case .trouble: quarantine?.accesses.isEmpty == false ? [.patient(.access)] : []
        case .reminder, .revocation: person?.home == .quarantine ? [.passes] : []
        }
    }

    private func checks(of tap: NoticeTap) -> [Route] {
        let checks = quarantine?.checks ?? []
        return checks.filter { tap.id.contains($0.id) }.prefix(1).map { .patient(.check($0.id)) }
    }
}
