import Doorstep
import Foundation

/// A phone that is switched on: a folder, a vault and the environment's clock.
struct Phone: Sendable {
    /// A number as a person types it.
    static let number = "8 (916) 123-45-67"

    let client: Client
    /// Its only person, by the name that the core gave.
    let me: String
    let vault: SoftwareVault
    let setup: Setup
    let clock: ManualClock

    init(in env: TestEnv, folder: String) throws {
        let setup = Setup(
            folder: folder, trustFile: env.trustFile, url: env.url, shippedRoots: env.roots,
            region: "RU", language: "en")
        try self.init(setup: setup, vault: SoftwareVault(), clock: env.clock)
    }

    private init(setup: Setup, vault: SoftwareVault, clock: ManualClock) throws {
        client = try Client.open(setup: setup, vault: vault, clock: clock)
        me = try client.snapshot().people[0].person
        (self.setup, self.vault, self.clock) = (setup, vault, clock)
    }

    /// What a screen shows of the person.
    func view() throws -> PersonView {
        try client.snapshot().people[0]
    }

    /// Asks for a pass, which must be issued.
    func pass(_ purpose: String) async throws -> PassEntry {
        switch try await client.requestPass(person: me, purpose: purpose) {
        case .pass(let pass): return pass
        case let waiting: throw Unexpected(answer: waiting)
        }
    }

    /// The same phone after its app was closed and opened.
    func restarted() throws -> Phone {
        client.shutdown()
        return try opened()
    }

    /// Opens the phone's folder, which must be closed.
    func opened() throws -> Phone {
        try Phone(setup: setup, vault: vault, clock: clock)
    }
}

/// An answer that is none of those a test is about.
struct Unexpected: Error { let answer: any Sendable }

/// The code of the error that some work ends with; nothing if it is done.
func code<Answer>(of work: () async throws -> Answer) async throws -> ErrorCode? {
    do {
        _ = try await work()
        return nil
    } catch let error as ClientError {
        return error.code()
    }
}
