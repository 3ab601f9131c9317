/// A patient's screens. Who is none any more, and finds one open, sees the first screen of all.
public enum PatientRoute: Hashable, Codable, Sendable {
    case home, order, consent, access, safety, journal, notices, evidence
    /// What was agreed to, read again.
    case agreed
    /// What the authority asks, by its name.
    case check(String)
    /// Why this cannot be answered.
    case cannot(String)
    /// A photo that answers this.
    case photo(String)
    /// The photo that others are compared with.
    case referencePhoto
    /// What takes more than a tap to say.
    case declare(Declaration)
    /// Objecting to what has this name.
    case dispute(String)
}

/// What a patient says with a word more than a tap.
public enum Declaration: String, Codable, Sendable {
    case permission, fault
}

extension PatientRoute {
    /// Whether it does something only when a person has touched it just now: it starts the camera that sees
    /// a face, is a touch away from what ends a duty for a while, or from handing out what is kept.
    var needsATouch: Bool {
        switch self {
        case .photo, .referencePhoto, .safety, .declare, .evidence: true
        default: false
        }
    }

    /// Whether it is there also while a PIN hides its person's part: a forgotten one costs nobody an answer.
    var needsNoPin: Bool {
        switch self {
        case .check, .cannot, .photo, .safety: true
        default: false
        }
    }
}
