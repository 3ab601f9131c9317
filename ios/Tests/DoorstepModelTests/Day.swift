import Doorstep
import Foundation

/// A day of plans, and what an app does about each. Both apps are held to it.
struct Day: Decodable {
    struct Step: Decodable {
        let about: String
        let event: Event?
        let plan: Planned
        let calls: [String]
    }

    /// What has happened. Those of a patient's day are named by texts alone.
    struct Event: Decodable {
        let texts: [String: String]

        init(from decoder: any Decoder) throws {
            texts = (try? [String: String](from: decoder)) ?? [:]
        }
    }

    struct Planned: Decodable {
        let nowMs: Int64
        let wakeAtMs: Int64?
        let sync: String?
        let awaitsNetwork: Bool
        let notices: [Told]
        let renew: String
        // Of a patient alone.
        let location: String?
        let fixEveryS: UInt64?
        let fixForS: UInt64?
        let fences: [Fence]?
        let keepAlive: Bool?

        private static let urgencies: [String: Urgency] = [
            "person": .person, "background": .background,
        ]
        private static let renewals: [String: Renew] = [
            "nothing": .nothing, "wake-time": .wakeTime, "times": .times, "everything": .everything,
        ]

        private static let modes: [String: Mode] = [
            "off": .off, "passive": .passive, "balanced": .balanced, "precise": .precise,
        ]

        var plan: Plan {
            Plan(
                revision: 0, nowMs: nowMs, wakeAtMs: wakeAtMs,
                sync: sync.flatMap { Self.urgencies[$0] },
                awaitsNetwork: awaitsNetwork, notices: notices.map(\.notice),
                renew: Self.renewals[renew]!, location: location.map { Self.modes[$0]! } ?? .off,
                fixEveryS: fixEveryS, fixForS: fixForS, fences: (fences ?? []).map(\.view),
                keepAlive: keepAlive ?? false)
        }
    }

    struct Fence: Decodable {
        let id: String
        let latitude: Int64
        let longitude: Int64
        let radiusM: UInt64

        var view: FenceView {
            FenceView(id: id, latitude: latitude, longitude: longitude, radiusM: radiusM)
        }
    }

    struct Told: Decodable {
        let id: String
        let kind: String
        let atMs: Int64
        let untilMs: Int64
        let text: String
        let lockScreen: String?

        private static let kinds: [String: NoticeKind] = [
            "reminder": .reminder, "revocation": .revocation, "duty": .duty, "check": .check,
            "notice": .notice, "trouble": .trouble,
        ]

        var notice: Notice {
            Notice(
                id: id, kind: Self.kinds[kind]!, person: "me",
                atMs: atMs, untilMs: untilMs,
                text: Sentence(key: "any", text: text),
                lockScreen: lockScreen.map { Sentence(key: "any", text: $0) })
        }
    }

    let steps: [Step]
    let patient: [Step]
    let patientOffline: [Step]

    /// A day of a resident and two of patients, each on a phone of its own.
    static func all() throws -> [[Step]] {
        let day = try read()
        return [day.steps, day.patient, day.patientOffline]
    }

    static func read() throws -> Day {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let file = Program.checkout.appendingPathComponent("tests/shells/day.json")
        return try decoder.decode(Day.self, from: Data(contentsOf: file))
    }
}
