import Doorstep

extension Engine {
    /// Carries out the plan, and syncs if it says so or if the network it waits for is there.
    /// Ends early if its task is cancelled: what was begun is kept.
    public func wake(_ cause: Cause, budgetMs: UInt64 = budgetMs) async {
        guard let client = try? await enter() else { return }
        defer { leave() }
        // The time that was set may be spent, also when nothing is due by the core's clock.
        if cause == .refresh || cause == .clock { apply.forgetWake() }
        guard let plan = carryOut(client) else { return }
        let networkCame = cause == .network && plan.awaitsNetwork
        guard plan.syncNow || networkCame else { return }
        syncs += 1
        defer { syncs -= 1 }
        // What did not go stands in the snapshot and in the next plan.
        _ = try? await withCancelHandle { handle in
            try await client.sync(
                urgency: cause == .network ? .person : .background, budgetMs: budgetMs,
                cancel: handle)
        }
        carryOut(client)
    }

    /// Draws anew what only time has changed.
    public func look() async {
        if let now = try? client?.snapshot() { await model.look(now) }
    }

    /// Shows every notice of the plan again: the person has allowed notices.
    public func noticesAllowed() async {
        apply.forgetNotices()
        await wake(.user)
    }

    /// Carries out the plan after a call, and lets a sync run that it wants now.
    func follow(_ client: Client) {
        guard let plan = carryOut(client), plan.syncNow, syncs == 0 else { return }
        // The answer does not wait for it.
        Task { await wake(.user) }
    }

    @discardableResult private func carryOut(_ client: Client) -> Plan? {
        // Only a client that is shut down has no plan, and this one never is.
        guard let plan = try? client.plan() else { return nil }
        apply.follow(plan)
        return plan
    }
}
