import Doorstep
import Observation

/// What an inspector has before them: the last answer, how many there were, and what was asked for.
@MainActor @Observable public final class InspectorModel {
    /// The last answer. It leaves the screen by itself: it is not the next person's.
    public private(set) var answer: Inspected?
    /// How many there were since the group began, so that one that is as the last is another all the same.
    public private(set) var answers = 0
    /// How often each result was answered since the group began.
    public private(set) var counts: [Count] = []
    /// The number that is asked for. It ends with an answer: it is not the next person's.
    public private(set) var challenge: OpenChallenge?
    /// The receipt of the last answer.
    public private(set) var receipt: InspectionSlip?

    /// How long an answer stays, and a receipt from when it was written.
    private static let staysMs: Int64 = 30_000
    private let pause: Pause
    private let scanning = ActionRunner()
    private var shows: Task<Void, Never>?

    public nonisolated init(pause: @escaping Pause = pauseByClock) {
        self.pause = pause
    }

    /// Looks at the texts of all the codes in a picture. Those that come while one is looked at are
    /// not looked at: there are many.
    public func scan(_ texts: [String], by engine: Engine) async {
        let seen = await scanning.inspect(engine) { inspector in
            try inspector.nextInView(texts: texts).map { ($0, try inspector.counts()) }
        }
        if let seen, let (answer, counts) = seen { take(answer, counts) }
    }

    /// Looks up a code that was typed.
    public func lookUp(_ text: String, by engine: Engine, at runner: ActionRunner) async {
        let seen = await runner.inspect(engine) {
            (try await $0.lookUp(text: text, cancel: nil), try $0.counts())
        }
        if let (answer, counts) = seen { take(answer, counts) }
    }

    /// Opens a number check. What was answered before it is over.
    public func challenge(by engine: Engine, at runner: ActionRunner) async {
        guard let open = await runner.inspect(engine, { try $0.challenge() }) else { return }
        (answer, receipt, challenge) = (nil, nil, open)
        // The core takes no answer to it any more.
        clear(afterMs: open.endsInMs)
    }

    /// Writes a receipt.
    public func writeReceipt(by engine: Engine, at runner: ActionRunner) async {
        receipt = await runner.inspect(engine) { try $0.receipt() }
        if receipt != nil { clear(afterMs: Self.staysMs) }
    }

    /// Reads the counts.
    public func count(by engine: Engine) async {
        counts = (try? await engine.inspect { try $0.counts() }) ?? counts
    }

    /// Begins to count anew.
    public func beginGroup(by engine: Engine) async {
        let begun = try? await engine.inspect {
            try $0.beginGroup()
            return try $0.counts()
        }
        guard let begun else { return }
        (counts, answer, receipt, answers) = (begun, nil, nil, 0)
    }

    private func take(_ seen: Inspected, _ counts: [Count]) {
        (answer, answers, self.counts) = (seen, answers + 1, counts)
        (challenge, receipt) = (nil, nil)
        clear(afterMs: Self.staysMs)
    }

    /// Takes everything away in a while, in place of what was to be taken away before.
    private func clear(afterMs: Int64) {
        shows?.cancel()
        shows = Task { [pause] in
            await pause(afterMs)
            if !Task.isCancelled { (answer, challenge, receipt) = (nil, nil, nil) }
        }
    }
}
