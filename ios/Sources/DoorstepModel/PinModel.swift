import Doorstep
import Observation

/// A PIN as it is typed, to open somebody's part of a shared phone or to hide it. It is in memory alone, and only
/// until it is used.
@MainActor @Observable public final class PinModel {
    /// Digits of whichever script.
    public var typed = "" { didSet { differ = false } }
    /// The same once more, before it is set.
    public var again = "" { didSet { differ = false } }
    /// Whether the two were not the same when they were to be set.
    public private(set) var differ = false

    public nonisolated init() {}

    /// Opens this person's part. What was typed is done with, right or wrong: nobody sees which of its digits to
    /// correct.
    public func open(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        let pin = typed
        typed = ""
        await runner.ask(engine) { try $0.unlock(person: person, pin: pin) }
    }

    /// Hides this person's part by what was typed twice.
    ///
    /// - Returns: Whether that is done.
    public func set(of person: PersonId, by engine: Engine, at runner: ActionRunner) async -> Bool {
        guard typed == again else {
            runner.dismiss()
            differ = true
            return false
        }
        let pin = typed
        let done: Void? = await runner.ask(engine) { try $0.setPin(person: person, pin: pin) }
        if done != nil { (typed, again) = ("", "") }
        return done != nil
    }
}
