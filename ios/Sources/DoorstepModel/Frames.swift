import Doorstep
import Observation

/// The frames of a live code, one after the other.
@MainActor @Observable public final class Frames {
    public typealias Draw = @Sendable (any ClientProtocol, _ challenge: String?) throws -> Shown

    /// The newest. Nothing before the first, and nothing while none can be drawn: an old one proves
    /// nothing.
    public private(set) var shown: Shown?
    /// Why there is none.
    public private(set) var trouble: ErrorInfo?
    /// The answer to an inspector's number, which stays until the person goes back.
    public private(set) var answer: Shown?
    /// Another number begins anew.
    public private(set) var attempt = 0

    /// A key that does not answer now may do so at the next try, in so many milliseconds.
    private static let againMs: Int64 = 3_000
    private let pause: Pause

    public nonisolated init(pause: @escaping Pause = pauseByClock) {
        self.pause = pause
    }

    /// Draws them as often as the core says, and those that fail again soon, until the core wants no
    /// more or the task is cancelled.
    public func run(_ engine: Engine, _ draw: Draw) async {
        while !Task.isCancelled {
            let next = await drawn(by: engine, draw)
            // Another run draws by now.
            if Task.isCancelled { return }
            shown = try? next.get()
            trouble = next.trouble
            guard let pauseMs = shown.map(\.nextFrameInMs) ?? Self.againMs else { return }
            await pause(pauseMs)
        }
    }

    private func drawn(by engine: Engine, _ draw: Draw) async -> Result<Shown, any Error> {
        do {
            return .success(try await engine.ask { try draw($0, nil) })
        } catch {
            return .failure(error)
        }
    }

    /// Answers a number, which was typed or scanned.
    public func answer(
        _ number: String, by engine: Engine, at runner: ActionRunner, _ draw: Draw
    ) async {
        answer = await runner.ask(engine) { try draw($0, number) } ?? answer
    }

    /// Goes back to the live code.
    public func endAnswer() {
        answer = nil
    }

    /// Wants them drawn again at once.
    public func again() {
        attempt += 1
    }
}

extension Result {
    fileprivate var trouble: ErrorInfo? {
        if case .failure(let error) = self { (error as? ClientError)?.trouble() } else { nil }
    }
}

extension EmergencyCare {
    /// The code, if nothing is wrong with it or with the number that it answers.
    public func drawn() throws -> Shown {
        if let trouble { throw ClientError.Refused(trouble: trouble) }
        guard let shown else { throw CancellationError() }
        return shown
    }
}
