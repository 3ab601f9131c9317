import Doorstep

/// The one owner of the core, and its only caller.
///
/// The core is opened at the first call. If that fails the model has the trouble, and the next call
/// opens again. After every call the plan is carried out.
public actor Engine {
    /// What the system gives an app in the background, with some seconds to spare.
    public static let budgetMs: UInt64 = 25_000

    /// What the phone says of itself now.
    public typealias ReadFacts = @Sendable () async -> Facts

    /// How it was moved since it was last asked, if anybody counts.
    public typealias ReadMoved = @Sendable () async -> Moved?

    /// Opens the core, after so many seconds if that failed before.
    public typealias Open = @Sendable (_ waitedS: UInt16) throws -> any ClientProtocol

    private let open: Open
    let facts: ReadFacts
    let moved: ReadMoved
    let ports: Ports
    let model: AppModel
    private let thread = EngineThread()
    var apply: Apply
    var client: (any ClientProtocol)?
    private var subscription: Subscription?
    private var inspector: Inspector?
    /// The sync that runs: one at a time, whoever wants it.
    var syncing: Task<Void, Never>?
    /// How many calls run.
    var running = 0
    /// Whether the folder is let go as soon as nothing runs.
    var resting = false
    /// Whether it was let go.
    var asleep = false
    /// Those who wait until it is.
    var waiting: [AsyncStream<Never>.Continuation] = []
    /// What the last try to open the core asked to wait before the next, in seconds.
    var waitedS: UInt16 = 0

    public init(
        setup: Setup, vault: any Vault, clock: any PhoneClock, ports: Ports, model: AppModel,
        moved: @escaping ReadMoved = { nil }, facts: @escaping ReadFacts
    ) {
        self.init(ports: ports, model: model, moved: moved, facts: facts) { waitedS in
            let setup = Setup(
                folder: setup.folder, trustFile: setup.trustFile, url: setup.url,
                shippedRoots: setup.shippedRoots, region: setup.region, language: setup.language,
                waitedS: waitedS)
            return try Client.open(setup: setup, vault: vault, clock: clock)
        }
    }

    /// An engine over what `open` opens, such as a core that a test looks on at.
    public init(
        ports: Ports, model: AppModel, moved: @escaping ReadMoved = { nil },
        facts: @escaping ReadFacts, open: @escaping Open
    ) {
        (self.open, self.model, self.ports) = (open, model, ports)
        (self.facts, self.moved) = (facts, moved)
        apply = Apply(ports: ports)
    }

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// Asks the core something, then carries out the new plan, also if the core has refused.
    public func ask<Answer: Sendable>(
        _ work: @Sendable (any ClientProtocol) async throws -> Answer
    ) async throws -> Answer {
        let client = try await enter()
        defer { leave() }
        do {
            let answer = try await work(client)
            follow(client)
            return answer
        } catch {
            follow(client)
            throw error
        }
    }

    /// Asks the inspector's mode something. No plan changes by that.
    public func inspect<Answer: Sendable>(
        _ work: @Sendable (any InspectorProtocol) async throws -> Answer
    ) async throws -> Answer {
        let client = try await enter()
        defer { leave() }
        let inspector = try inspector ?? client.inspector()
        self.inspector = inspector
        return try await work(inspector)
    }

    func enter() async throws -> any ClientProtocol {
        do {
            let client = try opened()
            running += 1
            // What is known is shown and said also by a core whose folder does not open again.
            if !resting { await reopen() }
            return client
        } catch {
            await fail(error)
            throw error
        }
    }

    func leave() {
        running -= 1
        rest()
    }

    private func opened() throws -> any ClientProtocol {
        if let client { return client }
        let client = try open(waitedS)
        subscription = try client.subscribe(listener: Listener(model: model))
        self.client = client
        waitedS = 0
        return client
    }
}
