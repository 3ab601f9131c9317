import Doorstep
import Observation

/// What an inspector has before them: the last answer, how many there were, and what was asked for.
@MainActor @Observable public final class Bench {
    /// The last answer.
    public private(set) var answer: Inspected?
    /// How many there were, so that one that is as the last is another all the same.
    public private(set) var answers = 0
    /// How often each result was answered since the group began.
    public private(set) var counts: [Count] = []
    /// The number that is asked for. It ends with an answer: it is not the next person's.
    public private(set) var challenge: OpenChallenge?
    /// The receipt of the last answer.
    public private(set) var receipt: InspectionSlip?

    private let scanning = Desk()

    public nonisolated init() {}

    /// Looks at the text of a picture. Those that come while one is looked at are not looked at:
    /// there are many.
    public func scan(_ text: String, by engine: Engine) async {
        let seen = await scanning.inspect(engine) { inspector in
            try inspector.next(text: text).map { ($0, try inspector.counts()) }
        }
        if let seen, let (answer, counts) = seen { take(answer, counts) }
    }

    /// Looks up a code that was typed.
    public func lookUp(_ text: String, by engine: Engine, at desk: Desk) async {
        let seen = await desk.inspect(engine) {
            (try await $0.lookUp(text: text, cancel: nil), try $0.counts())
        }
        if let (answer, counts) = seen { take(answer, counts) }
    }

    /// Opens a number check.
    public func challenge(by engine: Engine, at desk: Desk) async {
        guard let open = await desk.inspect(engine, { try $0.challenge() }) else { return }
        challenge = open
        Task {
            try? await Task.sleep(for: .milliseconds(open.endsInMs))
            // The core takes no answer to it any more.
            if challenge == open { challenge = nil }
        }
    }

    /// Writes a receipt.
    public func writeReceipt(by engine: Engine, at desk: Desk) async {
        receipt = await desk.inspect(engine) { try $0.receipt() }
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
        counts = begun ?? counts
    }

    private func take(_ seen: Inspected, _ counts: [Count]) {
        (answer, answers, self.counts) = (seen, answers + 1, counts)
        (challenge, receipt) = (nil, nil)
    }
}
