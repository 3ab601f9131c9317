import Doorstep
import Observation

/// A move of an account, on either of its two phones: what the core says of it, and what is scanned or typed.
@MainActor @Observable public final class MoveModel {
    /// How far it is; nothing while there is none.
    public private(set) var view: MoveView?
    /// Whether the camera looks for a code of the other phone.
    public var scans = false { didSet { last = nil } }
    /// The text of a code, as it is pasted.
    public var pasted = ""
    /// The new phone's digits, as they are typed.
    public var typed = ""

    private let side: MoveSide
    private let lock: any DeviceLock
    private var isKnown = false
    private var last: [String]?

    /// - Parameter side: Which of the two this phone is while there is no move.
    public init(as side: MoveSide, lock: any DeviceLock) {
        (self.side, self.lock) = (side, lock)
    }

    /// What to do next; nothing before the core was asked.
    public var next: MoveStep? {
        guard isKnown else { return nil }
        return view?.next ?? (side == .new ? .scan : .tryAgain)
    }

    /// The digits to read out. The old phone shows none: whoever types them there has seen the new one.
    public var digits: String? { view?.side == .new ? view?.digits : nil }

    /// Whether it can be given up.
    public var canStop: Bool {
        switch view?.state {
        case .offered, .comparing: true
        case .giving, .given, .waiting, .moved, nil: false
        }
    }

    /// Begins on the old phone, or goes on; on the new one looks how far it is.
    public func open(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        switch side {
        case .old: await offer(of: person, by: engine, at: runner)
        case .new: await follow(of: person, by: engine, at: runner)
        }
    }

    /// Offers the account, or does once more what could not be done.
    public func offer(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        show(await runner.ask(engine) { try $0.offerMove(person: person) })
        isKnown = true
    }

    /// Looks how far it is: what the other phone or the network has changed is in no answer.
    public func follow(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        do {
            // Whatever else is being done, it goes on.
            view = try await engine.ask { try $0.moving(person: person) }
        } catch {
            runner.say((error as? ClientError)?.trouble())
        }
        isKnown = true
    }

    /// Takes the first of the codes that the camera sees which is the other phone's.
    public func scanned(
        _ texts: [String], of person: PersonId, by engine: Engine, at runner: ActionRunner
    ) async {
        // The camera sees the same codes many times a second.
        guard texts != last else { return }
        last = texts
        for text in texts where await take(text, of: person, by: engine, at: runner) { return }
    }

    /// Takes what was pasted.
    public func take(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        _ = await take(pasted, of: person, by: engine, at: runner)
    }

    /// Gives the account away, once the phone's system has asked for its lock.
    public func give(
        in words: Words, of person: PersonId, by engine: Engine, at runner: ActionRunner
    ) async {
        let (typed, lock, reason) = (typed, lock, words[.moveLockReason])
        let given = await runner.ask(engine) {
            let owner = await lock.ask(because: reason)
            return try $0.giveAccount(person: person, digits: typed, owner: owner)
        }
        show(given)
    }

    /// Gives the move up.
    ///
    /// - Returns: Whether it is.
    public func stop(
        of person: PersonId, by engine: Engine, at runner: ActionRunner
    ) async -> Bool {
        let done: Void? = await runner.ask(engine) { try $0.stopMove(person: person) }
        return done != nil
    }

    private func take(
        _ text: String, of person: PersonId, by engine: Engine, at runner: ActionRunner
    ) async -> Bool {
        let side = view?.side ?? side
        let taken = await runner.ask(engine) { core in
            switch side {
            case .old: try core.answerMove(person: person, text: text)
            case .new: try await core.takeMove(person: person, text: text, cancel: nil)
            }
        }
        show(taken)
        return taken != nil
    }

    /// Shows what was answered, if anything was. What was scanned or typed for it is done with.
    private func show(_ answered: MoveView?) {
        guard let answered else { return }
        (view, scans, pasted, typed) = (answered, false, "", "")
    }
}
