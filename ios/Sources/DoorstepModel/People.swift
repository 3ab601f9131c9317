import Doorstep

extension AppModel {
    /// The person whose affairs are shown: the one who was chosen, while they are on this phone.
    public var person: PersonView? {
        let people = snapshot?.people ?? []
        return people.first { $0.person == chosen } ?? people.first
    }

    /// Whether the phone keeps the affairs of several people.
    public var isShared: Bool { (snapshot?.people.count ?? 0) > 1 }

    /// Somebody else on this phone than the one who is shown.
    public var another: PersonView? {
        snapshot?.people.first { $0.person != person?.person }
    }

    /// Others than the one who is shown who are asked now: a phone rings once for all of them.
    public var askedBeside: [PersonView] {
        let shown = person?.person
        return (snapshot?.people ?? []).filter {
            $0.person != shown && !$0.asked.isEmpty
        }
    }
}

extension PersonView {
    /// What a core tells of a mark that was left out.
    private static let nothingGiven = "-"

    /// What people on one phone are told apart by: the mark that they gave, or a number.
    public func name(in words: Words) -> String {
        guard let mark, mark != Self.nothingGiven else { return words(.peoplePerson, person) }
        return mark
    }

    /// What their line says beside the name: where they stand, and what they are asked now.
    public var lines: [Sentence] {
        [quarantine?.headline ?? registration.text] + asked.map(\.text)
    }
}
