import Doorstep
import DoorstepModel
import Foundation

extension TestEnv {
    private struct Form: Decodable {
        let qr: String
    }

    private struct Loan: Decodable {
        let number: String
        let state: String
    }

    /// The text of the code on a new form of a lent phone.
    func form(_ number: String, asking: [String] = []) async throws -> String {
        let made: Form = try await desk(["loan", "make", number] + asking)
        return made.qr
    }

    /// Has an officer order whoever has the phone of this number to stay at home.
    func giveOrder(loan number: String) async throws -> Order {
        try await desk(["order", "issue", "--at", "55.7558123,37.6173", "--loan", number])
    }

    /// How the desk's loans stand, in the order in which they were made.
    func loans() async throws -> [String] {
        let loans: [Loan] = try await desk(["loan", "list"])
        return loans.map { "\($0.number) \($0.state)" }
    }

    /// Takes a phone back by the certificate that it shows.
    func takeBack(_ certificate: String) async throws {
        let _: Loan = try await desk(["loan", "returned", certificate])
    }

    private func desk<Answer: Decodable>(_ question: [String]) async throws -> Answer {
        let home = folder.appendingPathComponent("authority").path
        let ended = try await Program.call(["admin", "--home", home, "--json"] + question)
        guard ended.status == 0 else { throw NoAnswer() }
        return try JSONDecoder().decode(Answer.self, from: ended.out)
    }
}

extension TestPhone {
    /// Scans these codes as a lent phone's form.
    @MainActor @discardableResult func scans(_ texts: [String]) async -> Bool {
        await LoanTaking().scanned(texts, by: engine, at: runner)
    }

    /// Confirms the handover, with a charger.
    @MainActor func isHandedOver() async {
        let handover = HandoverModel { 87 }
        handover.withCharger = true
        let words = Words(language: "en") { _, key in key }
        await handover.handOver(in: words, by: engine, at: runner)
    }

    /// In its user's hands, under an order.
    static func lent(in env: TestEnv) async throws -> (phone: TestPhone, order: TestEnv.Order) {
        let phone = TestPhone(in: env)
        phone.said.with { $0 = .allAllowed }
        let order = try await env.giveOrder(loan: "L-17")
        await phone.scans([try await env.form("L-17")])
        await phone.isHandedOver()
        try await phone.sync()
        try await phone.drawn { $0.loan?.state == .running && $0.people[0].quarantine != nil }
        return (phone, order)
    }

    /// Gives it back.
    @MainActor func isReturned() async -> LoanReturned? {
        await runner.ask(engine) { try await $0.returnLoan(cancel: nil) }
    }
}
