import Doorstep
import DoorstepModel
import Foundation
import Testing

extension Facts {
    /// Of a phone whose person has allowed everything.
    static let allAllowed = allAllowed(network: .wifi)

    static func allAllowed(network: NetworkKind) -> Facts {
        Facts(
            location: .always, precise: true, services: true, providers: [.gnss, .network],
            notices: true, camera: true, motion: true, battery: 80, charging: false, saver: false,
            exempt: false, idle: false, inFront: true, network: network, wifi: .off, maker: "Apple")
    }
}

extension TestPhone {
    /// A registered phone for whose person an order has come.
    static func ordered(
        in env: TestEnv, asking: [String] = [], facts: Facts = .allAllowed,
        calls: RecordedCalls? = nil
    ) async throws -> (phone: TestPhone, order: TestEnv.Order) {
        let phone = try await registered(in: env, calls: calls)
        phone.said.with { $0 = facts }
        let given = try await env.giveOrder(phone: Phone.number, asking: asking)
        try await phone.sync()
        return (phone, given)
    }

    /// The same, begun.
    static func begun(
        in env: TestEnv, asking: [String] = [], facts: Facts = .allAllowed,
        calls: RecordedCalls? = nil
    ) async throws -> (phone: TestPhone, order: TestEnv.Order) {
        let (phone, given) = try await ordered(in: env, asking: asking, facts: facts, calls: calls)
        try await phone.decide(.seen)
        try await phone.decide(.begin)
        try await env.wait(seconds: 60)
        await phone.engine.wake(.alarm)
        try await phone.drawn { $0.people[0].quarantine?.order.state == .running }
        return (phone, given)
    }

    func sync() async throws {
        let report = try await engine.ask {
            try await $0.sync(urgency: .person, budgetMs: nil, cancel: nil)
        }
        #expect(report.problem == nil)
    }

    /// Sends what there is to send, and then finds no network: nothing happens by itself any more.
    func goesOffline() async throws {
        try await sync()
        said.with { $0 = .allAllowed(network: .offline) }
        await settles()
        await engine.wake(.user)
    }

    /// Waits for whatever it does still.
    func settles() async {
        await engine.suspend()
        await engine.resume()
    }

    func decide(_ decision: OrderDecision) async throws {
        let me = try await me()
        try await engine.ask { try $0.decideOrder(person: me, decision: decision) }
    }

    /// Sleeps until the plan wakes it, a quarter of an hour at least, until somebody is asked.
    func livesUntilAsked(in env: TestEnv) async throws -> CheckView {
        for _ in 0..<200 {
            await engine.wake(.alarm)
            if let asked = try await view().quarantine?.asked.first { return asked }
            let plan = try await engine.ask { try $0.plan() }
            let wakeInMs = try #require(plan.wakeAtMs) - plan.nowMs
            try await env.wait(seconds: (max(900_000, wakeInMs) + 999) / 1000)
        }
        throw Unexpected(answer: try await view())
    }
}

extension TestEnv {
    private struct Sent: Decodable {
        let notice: String
    }

    /// Has the authority write to whoever has this order; the name of the notice.
    func write(_ text: String, under given: Order) async throws -> String {
        let home = folder.appendingPathComponent("authority").path
        let ended = try await Program.call(
            ["admin", "--home", home, "--json", "notice", "send", given.id, "--kind", "decision"]
                + ["--text", "en=\(text)"])
        guard ended.status == 0 else { throw NoAnswer() }
        return try JSONDecoder().decode(Sent.self, from: ended.out).notice
    }
}
