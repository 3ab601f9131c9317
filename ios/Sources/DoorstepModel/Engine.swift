import Doorstep

/// The one owner of the core, and its only caller.
///
/// The core is opened at the first call. If that fails the model has the trouble, and the next call
/// opens again. After every call the plan is carried out.
public actor Engine {
    /// What the system gives an app in the background, with some seconds to spare.
    public static let budgetMs: UInt64 = 25_000

    private let setup: Setup
    private let vault: any Vault
    private let clock: any PhoneClock
    let model: AppModel
    private let thread = EngineThread()
    var apply: Apply
    var client: Client?
    private var subscription: Subscription?
    private var running = 0
    var syncs = 0
    private var resting = false

    public init(
        setup: Setup, vault: any Vault, clock: any PhoneClock, ports: Ports, model: AppModel
    ) {
        (self.setup, self.vault, self.clock, self.model) = (setup, vault, clock, model)
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

    /// Lets go of the core's folder once nothing runs: the system ends an app that sleeps on it.
    public func suspend() {
        resting = true
        rest()
    }

    /// Takes the folder again.
    public func resume() async {
        resting = false
        do {
            try client?.resume()
            await model.opening(nil)
        } catch {
            await fail(error)
        }
    }

    func enter() async throws -> Client {
        do {
            let client = try opened()
            running += 1
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

    private func rest() {
        // If it cannot let go nothing was let go: the next end of a call tries again.
        if resting, running == 0 { try? client?.suspend() }
    }

    private func opened() throws -> Client {
        if let client { return client }
        let client = try Client.open(setup: setup, vault: vault, clock: clock)
        subscription = try client.subscribe(listener: Listener(model: model))
        self.client = client
        return client
    }

    private func fail(_ error: any Error) async {
        if let error = error as? ClientError { await model.opening(error.trouble()) }
    }
}
