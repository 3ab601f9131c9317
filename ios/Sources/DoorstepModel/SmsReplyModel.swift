import Doorstep
import Observation

/// A reply that somebody pastes or types, and what came of it. It proves nothing to anybody.
@MainActor @Observable public final class SmsReplyModel {
    /// What came of the last one.
    public private(set) var result: SmsReplyResult?
    /// How many were read, so that an answer that is as the last is another all the same.
    public private(set) var answers = 0

    private let region: String
    private let request: String

    /// - Parameter region: By the id of its table.
    /// - Parameter request: That it may answer, by the core's name.
    public nonisolated init(region: String, request: String) {
        (self.region, self.request) = (region, request)
    }

    /// Hands one in as it came. Who pastes it tells nobody whom it is from.
    ///
    /// - Returns: Whether it was read.
    public func read(
        _ text: String, of person: PersonId, by engine: Engine, at runner: ActionRunner
    ) async -> Bool {
        let (region, request) = (region, request)
        let read = await runner.ask(engine) {
            try $0.smsReply(
                person: person, region: region, text: text, sender: nil, request: request)
        }
        guard let read else { return false }
        (result, answers) = (read, answers + 1)
        return true
    }
}

extension SmsReplyResult {
    /// How its person sees it.
    public var style: ResultStyle {
        switch self {
        case .read(let reply):
            switch reply.class {
            case .approved: ResultStyle(tone: .green, symbol: "checkmark.circle.fill")
            case .refused: ResultStyle(tone: .amber, symbol: "xmark.circle.fill")
            case .unknown: ResultStyle(tone: .grey, symbol: "questionmark.circle.fill")
            }
        case .refused: ResultStyle(tone: .amber, symbol: "exclamationmark.triangle.fill")
        }
    }

    /// The request that it answers or stays with, as it stands now.
    public var request: SmsRequestView? {
        if case .read(let reply) = self { reply.request } else { nil }
    }

    /// Whether nothing waits for a reply any more.
    public var isAnswered: Bool { request?.isWaiting == false }

    /// What is said of it.
    public var said: [Sentence] {
        switch self {
        case .read(let reply): [reply.text]
        case .refused(let why): [why.text, why.next]
        }
    }
}
