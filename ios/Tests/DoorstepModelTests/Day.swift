import Doorstep
import Foundation

/// A day of plans, and what an app does about each. Both apps are held to it.
struct Day: Decodable {
    struct Step: Decodable {
        let about: String
        let plan: Planned
        let calls: [String]
    }

    struct Planned: Decodable {
        let nowMs: Int64
        let wakeAtMs: Int64?
        let sync: String?
        let awaitsNetwork: Bool
        let notices: [Told]
        let renew: String

        private static let urgencies: [String: Urgency] = [
            "person": .person, "background": .background,
        ]
        private static let renewals: [String: Renew] = [
            "nothing": .nothing, "wake-time": .wakeTime, "times": .times, "everything": .everything,
        ]

        var plan: Plan {
            Plan(
                revision: 0, nowMs: nowMs, wakeAtMs: wakeAtMs,
                sync: sync.flatMap { Self.urgencies[$0] },
                awaitsNetwork: awaitsNetwork, notices: notices.map(\.notice),
                renew: Self.renewals[renew]!, location: .off)
        }
    }

    struct Told: Decodable {
        let id: String
        let kind: String
        let atMs: Int64
        let untilMs: Int64
        let text: String

        var notice: Notice {
            Notice(
                id: id, kind: kind == "reminder" ? .reminder : .revocation, person: "me",
                atMs: atMs, untilMs: untilMs,
                text: Sentence(key: "any", text: text),
                lockScreen: nil)
        }
    }

    let steps: [Step]

    static func read() throws -> Day {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = Program.checkout.appendingPathComponent("tests/shells/day.json")
        return try decoder.decode(Day.self, from: Data(contentsOf: file))
    }
}
