import Doorstep

extension AppModel {
    /// Shows whom a notice that was tapped is for, and where it leads over their first screen: to what it speaks
    /// of, if that is still there. It only ever shows something.
    public func follow(_ tap: NoticeTap) -> [Route] {
        choose(tap.person)
        return person?.person == tap.person ? routes(of: tap) : []
    }

    private func routes(of tap: NoticeTap) -> [Route] {
        switch tap.kind {
        case .check: checks(of: tap)
        // Of a lent phone that only has to go back the first screen says how.
        case .duty:
            quarantine == nil || loan?.state == .returning ? [] : [.patient(.order)]
        case .notice: quarantine == nil ? [] : [.patient(.notices)]
        case .trouble: quarantine?.accesses.isEmpty == false ? [.patient(.access)] : []
        case .reminder, .revocation: person?.home == .quarantine ? [.passes] : []
        }
    }

    private func checks(of tap: NoticeTap) -> [Route] {
        let checks = person?.checks ?? []
        return checks.filter { tap.id.contains($0.id) }.prefix(1).map { .patient(.check($0.id)) }
    }
}
