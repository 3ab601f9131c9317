import Doorstep
import Foundation

/// The test environment: the real authority over real HTTPS in a process of its own, with phones and inspectors
/// whose clock is moved by hand together with the authority's.
final class TestEnv: Sendable {
    /// What the authority prints when it is ready.
    private struct Ready: Decodable {
        let url: String
        let caFile: String
        let trustFile: String
    }

    private struct Message: Decodable {
        let text: String
    }

    private struct Account: Decodable {
        let passes: Int
        let closed: String?
    }

    /// An order as its officer gave it.
    struct Order: Decodable {
        let id: String
        fileprivate let code: String?

        private enum CodingKeys: String, CodingKey {
            case id = "order"
            case code
        }
    }

    private struct Check: Decodable {}

    private struct Published: Decodable {
        let tables: Int
    }

    private struct Reports: Decodable {
        struct Item: Decodable { let kind: String }
        let items: [Item]
    }

    /// Noon at the region, where every purpose is allowed.
    private static let noonMs: Int64 = 1_795_510_800_000

    let clock = ManualClock(atMs: noonMs)
    let folder: URL
    let url: String
    let trustFile: Data
    let roots: [Data]
    private let authority: Program

    private init(in folder: URL) async throws {
        self.folder = folder
        let home = folder.appendingPathComponent("authority").path
        authority = try Program(["authority", "--home", home, "--at", rfc3339(Self.noonMs)])
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let ready = try decoder.decode(Ready.self, from: try await authority.line())
        url = ready.url
        trustFile = try Data(contentsOf: URL(fileURLWithPath: ready.trustFile))
        roots = [try certificate(at: URL(fileURLWithPath: ready.caFile))]
    }

    /// On Linux a write to a connection that the other side has closed ends a process, unless it
    /// says that it should not. Programs of Rust and apps on phones have said so; a Swift program
    /// says it itself.
    private static let brokenPipesAreErrors: Void = { signal(SIGPIPE, SIG_IGN) }()

    /// Runs a test in an environment of its own, which is gone afterwards.
    static func opened(_ story: (TestEnv) async throws -> Void) async throws {
        brokenPipesAreErrors
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "doorstep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let env = try await TestEnv(in: folder)
        do {
            try await story(env)
        } catch {
            try await env.close()
            throw error
        }
        try await env.close()
    }

    /// A phone that nobody has used.
    func phone(_ name: String = "phone") throws -> Phone {
        try Phone(in: self, folder: folder.appendingPathComponent(name).path)
    }

    /// A phone that is registered.
    func resident() async throws -> Phone {
        let phone = try phone()
        _ = try await phone.client.register(
            person: phone.me, phone: Phone.number, initials: "и п", document: "4321")
        // On a busy machine the first try may end unanswered: then it waits, and goes with the next contact.
        while try phone.view().registration.step == .waitingToSend {
            _ = try await phone.client.sync(urgency: .person)
        }
        _ = try await phone.client.confirm(person: phone.me, code: try await code())
        return phone
    }

    /// A phone in inspector's mode with current lists.
    func inspector() async throws -> Inspector {
        let inspector = try phone("inspector").client.inspector()
        _ = try await inspector.refresh()
        return inspector
    }

    /// The code of the newest text message.
    func code() async throws -> String {
        let messages: [Message] = try await admin(["sms"])
        let words = messages.last?.text.split { !$0.isASCII || !$0.isNumber } ?? []
        guard let code = words.first(where: { $0.count == 6 }) else { throw NoCode() }
        return String(code)
    }

    /// How many passes the authority has issued, to how many accounts that are open.
    func issued() async throws -> (passes: Int, open: Int) {
        let accounts: [Account] = try await admin(["accounts"])
        return (
            accounts.reduce(0) { $0 + $1.passes }, accounts.filter { $0.closed == nil }.count
        )
    }

    /// Has an officer order whoever has this number to stay at home, 55.7558123° N 37.6173° E.
    func giveOrder(phone: String, asking: [String] = []) async throws -> Order {
        try await giveOrder(to: ["--phone", phone] + asking)
    }

    /// Has an officer ask once more under an order.
    func askOnceMore(_ given: Order) async throws {
        let _: Check = try await admin(["order", "request", given.id])
    }

    /// The same for whoever has a paper, with its code.
    func giveOrderOnPaper() async throws -> (order: Order, code: String) {
        let order = try await giveOrder(to: ["--paper"])
        return (order, try order.code ?? { throw NoCode() }())
    }

    private func giveOrder(to: [String]) async throws -> Order {
        try await admin(["order", "issue", "--at", "55.7558123,37.6173"] + to)
    }

    /// The code that ends an order with no network.
    func releaseCode(of given: Order) async throws -> String {
        let release: Order = try await admin(["order", "release", given.id, "--typed"])
        return try release.code ?? { throw NoCode() }()
    }

    /// Kinds of what was reported under an order, oldest first.
    func reported(_ given: Order) async throws -> [String] {
        let reports: Reports = try await admin(["report", "list", given.id])
        return reports.items.map(\.kind)
    }

    /// Signs Tatarstan's table of passes by text message, as if it held in these years.
    func publishSmsTables() async throws {
        let path = "tests/authority/regions/sms/ru-ta-2590-2020-04-04.json"
        let given = Program.checkout.appendingPathComponent(path)
        let table = try String(contentsOf: given, encoding: .utf8)
            .replacingOccurrences(of: "2020-04-04T00", with: "2026-04-04T00")
            .replacingOccurrences(of: "2020-05-01T00", with: "2036-05-01T00")
        let file = folder.appendingPathComponent("sms.json")
        try table.write(to: file, atomically: true, encoding: .utf8)
        let _: Published = try await admin(["sms-tables", file.path])
    }

    /// Lets time pass for everybody.
    func wait(seconds: Int64) async throws {
        clock.advance(seconds: seconds)
        let home = folder.appendingPathComponent("authority").path
        let ended = try await Program.call(
            ["admin", "--home", home, "clock", rfc3339(clock.nowMs)])
        guard ended.status == 0 else { throw NoAnswer() }
    }

    /// Makes the authority stand still: it is there, and answers nothing.
    func freeze(_ frozen: Bool) {
        authority.freeze(frozen)
    }

    /// Ends the authority.
    func close() async throws {
        try await authority.stop()
    }

    private func admin<Answer: Decodable>(_ question: [String]) async throws -> Answer {
        let home = folder.appendingPathComponent("authority").path
        let ended = try await Program.call(["admin", "--home", home, "--json"] + question)
        guard ended.status == 0 else { throw NoAnswer() }
        return try JSONDecoder().decode(Answer.self, from: ended.out)
    }
}

/// No text message holds a code, or the officer gave none.
struct NoCode: Error {}
/// The authority did not answer its administrator.
struct NoAnswer: Error {}

private func rfc3339(_ atMs: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(atMs / 1000)).formatted(.iso8601)
}

/// The first certificate of a PEM file, DER.
private func certificate(at file: URL) throws -> Data {
    let text = try String(contentsOf: file, encoding: .utf8)
    let body = text.split(separator: "\n").drop { !$0.hasPrefix("-----BEGIN") }.dropFirst()
    let lines = body.prefix { !$0.hasPrefix("-----END") }
    guard let certificate = Data(base64Encoded: lines.joined()) else { throw NoAnswer() }
    return certificate
}
