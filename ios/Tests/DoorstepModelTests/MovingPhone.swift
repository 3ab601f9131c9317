import Doorstep
import DoorstepModel
import Foundation
import Testing

/// A phone's lock in a hand that opens it, or does not.
final class HandOnLock: DeviceLock {
    private let opens = Locked(true)
    private let reasons = Locked<[String]>([])

    /// Why it was asked for, each time.
    var asked: [String] { reasons.with { $0 } }

    /// Whether it is opened from now on. A phone that has none is like one that is not.
    func isOpened(_ opened: Bool) { opens.with { $0 = opened } }

    func ask(because reason: String) async -> DeviceOwner {
        reasons.with { $0.append(reason) }
        return opens.with { $0 } ? .confirmed : .unconfirmed
    }
}

/// A phone with the screen of a move open.
@MainActor struct MovingPhone {
    let phone: TestPhone
    let me: PersonId
    let move: MoveModel
    let lock = HandOnLock()

    init(_ phone: TestPhone, as side: MoveSide) async throws {
        (self.phone, me) = (phone, try await phone.me())
        move = MoveModel(as: side, lock: lock)
        #expect(move.next == nil)
        await move.open(of: me, by: phone.engine, at: phone.runner)
    }

    var model: AppModel { phone.model }

    /// Why the last thing was not done.
    var trouble: ErrorCode? { phone.runner.trouble?.code }

    /// The code that it shows.
    func code() throws -> String { try #require(move.view?.code) }

    func scans(_ texts: String...) async {
        move.scans = true
        await move.scanned(texts, of: me, by: phone.engine, at: phone.runner)
    }

    func pastes(_ text: String) async {
        move.pasted = text
        await move.take(of: me, by: phone.engine, at: phone.runner)
    }

    func gives(typing digits: String) async {
        move.typed = digits
        let words = Words(language: "en") { _, key in key }
        await move.give(in: words, of: me, by: phone.engine, at: phone.runner)
    }

    /// Looks again, as it does with each snapshot.
    func follows() async {
        await move.follow(of: me, by: phone.engine, at: phone.runner)
    }

    func triesAgain() async {
        await move.offer(of: me, by: phone.engine, at: phone.runner)
    }

    func stops() async -> Bool {
        await move.stop(of: me, by: phone.engine, at: phone.runner)
    }

    /// The same phone after its app was closed and opened, with that screen.
    func restarted(in env: TestEnv, _ name: String, as side: MoveSide, url: String? = nil)
        async throws -> MovingPhone
    {
        await phone.engine.suspend()
        try await phone.engine.ask { $0.shutdown() }
        let again = TestPhone(in: env, name, url: url, vault: phone.vault)
        await again.engine.wake(.user)
        return try await MovingPhone(again, as: side)
    }
}
