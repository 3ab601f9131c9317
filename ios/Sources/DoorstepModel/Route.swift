import Foundation

/// The screens that lie on top of the first one.
public enum Route: Hashable, Codable, Sendable {
    case consent, phone, purposes, emergency, inspector, sent, settings, details, help, about, erase
    /// The passes of who has a quarantine first.
    case passes
    /// An order on paper, and one that waits for this number.
    case orderCode, orderWaits
    /// Those whose affairs this phone keeps, and taking off the one who is shown.
    case people, removePerson
    /// What hides the part of whoever is shown from the others.
    case pin
    /// Taking a lent phone by its form, what there is to know of one, and giving it back.
    case loanTake, loan, loanReturn
    /// An account that moves from this phone to another, and one that comes here.
    case moveGive, moveTake
    /// Asking for a pass for this purpose.
    case ask(String)
    /// This pass, live.
    case pass(String)
    /// This pass without the phone.
    case paper(String)
    /// This request of the phone, by its number.
    case sentRequest(UInt64)
    /// The regions whose passes are asked for by text message, and one of them, by the id of its table.
    case sms
    case smsRegion(String)
    /// A form of a region, and the reply to what was asked for there.
    case smsForm(region: String, form: String)
    case smsReply(region: String, request: String)
    /// What is a patient's alone.
    case patient(PatientRoute)
}

extension Route {
    /// Whether it does something only when a person has touched it just now: it declares an
    /// emergency, starts the camera, offers an account, or is one touch away from the end of everything.
    var needsATouch: Bool {
        switch self {
        case .emergency, .inspector, .erase, .removePerson, .loanTake, .loanReturn,
            .moveGive, .moveTake:
            true
        case .patient(let route): route.needsATouch
        default: false
        }
    }

    /// Whether it is there also while a PIN hides the part of whoever is shown.
    var needsNoPin: Bool {
        switch self {
        case .emergency, .people: true
        case .patient(let route): route.needsNoPin
        default: false
        }
    }
}

/// The way that a person took through the app, as it survives a restart: up to the first screen that
/// nobody should find open weeks later.
public struct NavStack: Equatable, Sendable {
    public var routes: [Route]

    public init(_ routes: [Route] = []) {
        self.routes = routes
    }

    /// The stack of a saved text; an empty one if the text is another build's.
    public init(saved: String) {
        let routes = try? JSONDecoder().decode([Route].self, from: Data(saved.utf8))
        self.init(Self.kept(routes ?? []))
    }

    /// The stack as a text.
    public var saved: String {
        let data = try? JSONEncoder().encode(Self.kept(routes))
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func kept(_ routes: [Route]) -> [Route] {
        Array(routes.prefix { !$0.needsATouch })
    }
}
