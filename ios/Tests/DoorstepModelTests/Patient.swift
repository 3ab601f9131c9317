import Doorstep
import DoorstepModel
import Testing

/// A phone whose owner an officer has ordered to stay at home.
extension TestPhone {
    /// Whose order runs.
    static func patient(in env: TestEnv, calls: RecordedCalls? = nil) async throws -> TestPhone {
        let phone = try await registered(in: env, calls: calls)
        phone.said.with { $0 = .ofPatient }
        _ = try await env.giveOrder(phone: Phone.number)
        let me = try await phone.me()
        _ = try await phone.engine.ask {
            try await $0.sync(urgency: .person, budgetMs: nil, cancel: nil)
        }
        try await phone.engine.ask { try $0.decideOrder(person: me, decision: .begin) }
        // The phone's time is not exact: a few seconds pass until it has surely begun.
        try await env.wait(seconds: 10)
        await phone.engine.wake(.user)
        _ = calls?.look()
        return phone
    }
}

extension Facts {
    /// Of a phone that is allowed everything.
    static var ofPatient: Facts {
        Facts(
            location: .always, precise: true, services: true, providers: [.fused], notices: true,
            camera: true, motion: true, battery: 80, charging: false, saver: false, exempt: false,
            idle: false, inFront: false, network: .mobile, wifi: .off, maker: "Apple")
    }
}

extension Place {
    /// At the order's place.
    static func atHome(heard: PhoneTime) -> Place {
        Place(
            latitude: 55.7558123, longitude: 37.6173, accuracyM: 20, measuredMs: heard.wallMs,
            heard: heard, isMock: false, isCoarse: false)
    }
}

extension Plan {
    static func ofTests(
        notices: [Notice] = [], location: Mode = .off, keepAlive: Bool = false
    ) -> Plan {
        Plan(
            revision: 1, nowMs: 0, wakeAtMs: nil, sync: nil, awaitsNetwork: false,
            notices: notices, renew: .nothing, location: location, keepAlive: keepAlive)
    }
}

extension Notice {
    static func ofTests(kind: NoticeKind) -> Notice {
        Notice(
            id: "one", kind: kind, person: "me", atMs: 7, untilMs: 8,
            text: Sentence(key: "any", text: "One."), lockScreen: nil)
    }
}
