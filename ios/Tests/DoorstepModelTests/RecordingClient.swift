import Doorstep

/// The calls that an engine makes of the core, one a line.
final class RecordedCalls: Sendable {
    private let lines = Locked<[String]>([])
    let syncs = Counter()

    /// The calls since the last look.
    func look() -> [String] {
        lines.with { lines in
            defer { lines = [] }
            return lines
        }
    }

    /// Whether there was such a call since then.
    func has(_ line: String) -> Bool { lines.with { $0.contains(line) } }

    func add(_ line: String) {
        lines.with { $0.append(line) }
        if line.hasPrefix("sync ") { syncs.add() }
    }
}

/// A core some of whose calls are written down, and then made.
final class RecordingClient: Client, @unchecked Sendable {
    private let calls = Locked<RecordedCalls?>(nil)

    /// Another hand on the same core.
    static func over(_ client: Client, by calls: RecordedCalls) -> RecordingClient {
        let overheard = RecordingClient(unsafeFromHandle: client.uniffiCloneHandle())
        overheard.calls.with { $0 = calls }
        return overheard
    }

    override func plan() throws -> Plan {
        add("plan")
        return try super.plan()
    }

    override func woken(wake: Wake) throws -> Plan {
        add("woken \(wake.cause)\(wake.moved.map { ", \($0.steps) steps" } ?? "")")
        return try super.woken(wake: wake)
    }

    override func fixesArrived(person: PersonId, fixes: [LocationFix]) throws -> Plan {
        add("fixes \(fixes.map { $0.steps.map(String.init) ?? "uncounted" })")
        return try super.fixesArrived(person: person, fixes: fixes)
    }

    override func inspector() throws -> Inspector {
        add("inspector")
        let inspector = try super.inspector()
        let overheard = RecordingInspector(unsafeFromHandle: inspector.uniffiCloneHandle())
        overheard.calls.with { $0 = calls.with { $0 } }
        return overheard
    }

    override func sync(
        urgency: Urgency, budgetMs: UInt64? = nil, cancel: CancelHandle? = nil
    ) async throws -> SyncReport {
        add("sync \(urgency)")
        return try await super.sync(urgency: urgency, budgetMs: budgetMs, cancel: cancel)
    }

    override func resume() throws {
        add("resume")
        try super.resume()
    }

    private func add(_ line: String) { calls.with { $0 }?.add(line) }
}

/// The inspector's mode of such a core.
final class RecordingInspector: Inspector, @unchecked Sendable {
    let calls = Locked<RecordedCalls?>(nil)

    override func nextInView(texts: [String]) throws -> Inspected? {
        add("next")
        return try super.nextInView(texts: texts)
    }

    override func counts() throws -> [Count] {
        add("counts")
        return try super.counts()
    }

    private func add(_ line: String) { calls.with { $0 }?.add(line) }
}
