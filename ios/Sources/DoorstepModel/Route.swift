import Foundation

/// The screens that lie on top of the first one.
public enum Route: Hashable, Codable, Sendable {
    case consent, phone, purposes, emergency, inspector, sent, settings, erase
    /// Asking for a pass for this purpose.
    case ask(String)
    /// This pass, live.
    case pass(String)
    /// This pass without the phone.
    case paper(String)
}

/// The way that a person took through the app, as it survives a restart.
public struct Trail: Equatable, Sendable {
    public var routes: [Route]

    public init(_ routes: [Route] = []) {
        self.routes = routes
    }

    /// The trail of a saved text; an empty one if the text is another build's.
    public init(saved: String) {
        let routes = try? JSONDecoder().decode([Route].self, from: Data(saved.utf8))
        self.init(routes ?? [])
    }

    /// The trail as a text.
    public var saved: String {
        let data = try? JSONEncoder().encode(routes)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
