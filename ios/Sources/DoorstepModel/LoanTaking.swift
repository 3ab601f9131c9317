import Doorstep
import Observation

/// Takes a phone as a lent one, by the code on its form: scanned, typed, or written by whoever manages it.
@MainActor @Observable public final class LoanTaking {
    /// What is typed, or pasted.
    public var typed: String
    private var last: [String]?

    /// - Parameter invitation: What stands there before anybody types.
    public init(invitation: String? = nil) {
        typed = invitation ?? ""
    }

    /// Takes the first of the codes that the camera sees which is such a form's.
    ///
    /// - Returns: Whether the first screen goes on from here.
    public func scanned(
        _ texts: [String], by engine: Engine, at runner: ActionRunner
    ) async -> Bool {
        // The camera sees the same codes many times a second.
        guard texts != last else { return false }
        last = texts
        for text in texts where await take(text, by: engine, at: runner) { return true }
        return false
    }

    /// Takes what was typed.
    ///
    /// - Returns: As above.
    public func take(by engine: Engine, at runner: ActionRunner) async -> Bool {
        await take(typed, by: engine, at: runner)
    }

    private func take(
        _ text: String, by engine: Engine, at runner: ActionRunner
    ) async -> Bool {
        let step = await runner.ask(engine) { try await $0.takeLoan(text: text, cancel: nil) }
        runner.say(step?.why)
        return step != nil
    }
}

extension LoanStep {
    /// Why it waits, if it does.
    public var why: ErrorInfo? {
        if case .waitingToSend(let why, _) = self { why } else { nil }
    }
}
