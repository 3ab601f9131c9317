import Doorstep
import Observation

/// Where a screen hands in what it wants done: one thing at a time, so that two taps do one thing.
@MainActor @Observable public final class ActionRunner {
    /// Whether something is being done.
    public private(set) var busy = false
    /// Why the last thing was not done.
    public private(set) var trouble: ErrorInfo?

    public nonisolated init() {}

    /// Asks the core, unless something is being done.
    ///
    /// - Returns: The answer; nothing if there was none, of which ``trouble`` says why, or if
    ///   something else is being done.
    @discardableResult public func ask<Answer: Sendable>(
        _ engine: Engine, _ work: @Sendable (any ClientProtocol) async throws -> Answer
    ) async -> Answer? {
        await once { try await engine.ask(work) }
    }

    /// The same with the inspector's mode.
    @discardableResult public func inspect<Answer: Sendable>(
        _ engine: Engine, _ work: @Sendable (any InspectorProtocol) async throws -> Answer
    ) async -> Answer? {
        await once { try await engine.inspect(work) }
    }

    /// Sends what waits, because somebody asks for it.
    public func sync(_ engine: Engine) async {
        let report = await ask(engine) {
            try await $0.sync(urgency: .person, budgetMs: nil, cancel: nil)
        }
        say(report?.problem)
    }

    /// Says what an answer has told of trouble.
    public func say(_ trouble: ErrorInfo?) {
        self.trouble = trouble ?? self.trouble
    }

    /// The person has read it.
    public func dismiss() {
        trouble = nil
    }

    private func once<Answer: Sendable>(_ work: () async throws -> Answer) async -> Answer? {
        guard !busy else { return nil }
        (busy, trouble) = (true, nil)
        defer { busy = false }
        do {
            return try await work()
        } catch {
            trouble = (error as? ClientError)?.trouble()
            return nil
        }
    }
}

extension RegistrationResult {
    /// Why it waits, if it does.
    public var why: ErrorInfo? {
        if case .waitingToSend(let why) = self { why } else { nil }
    }
}
