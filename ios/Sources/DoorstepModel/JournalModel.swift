import Doorstep
import Observation

/// A patient's journal, newest first, page by page.
@MainActor @Observable public final class JournalModel {
    /// What was read of it.
    public private(set) var entries: [JournalEntryView] = []
    /// Whether it was read, and there is nothing in it.
    public private(set) var isEmpty = false

    private let most: UInt64

    /// - Parameter most: How many entries a page has.
    public nonisolated init(most: UInt64 = 30) {
        self.most = most
    }

    /// Whether there are older ones.
    public var hasMore: Bool { (entries.last?.n ?? 1) > 1 }

    /// Reads the newest page. What was read before stays if nothing is missing between.
    public func read(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        guard let page = await page(of: person, from: nil, most, by: engine, at: runner) else {
            return
        }
        let newest = page.entries.reversed()
        let older = entries.filter { $0.n < newest.last?.n ?? 0 }
        let follows = older.first.map(\.n) == newest.last.map { $0.n - 1 }
        entries = newest + (follows ? older : [])
        isEmpty = entries.isEmpty
    }

    /// Reads the page before the oldest entry.
    public func readMore(of person: PersonId, by engine: Engine, at runner: ActionRunner) async {
        guard hasMore, let oldest = entries.last?.n else { return }
        let from = oldest > most ? oldest - most : 1
        let page = await page(of: person, from: from, oldest - from, by: engine, at: runner)
        // Another reading may have begun anew meanwhile.
        guard let page, entries.last?.n == oldest else { return }
        entries += page.entries.reversed()
    }

    private func page(
        of person: PersonId, from: UInt64?, _ most: UInt64, by engine: Engine,
        at runner: ActionRunner
    ) async -> JournalPage? {
        await runner.ask(engine) {
            try $0.journal(person: person, from: from, most: UInt32(most))
        }
    }
}
