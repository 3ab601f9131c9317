import Doorstep

extension Engine {
    /// Carries out the plan, and syncs if it says so or if the network it waits for is there.
    ///
    /// One sync runs at a time: whoever comes meanwhile waits for it, and then does what it has left.
    /// Ends early if its task is cancelled, with the sync it waits for, whoever began that: the
    /// system's time is over for all. What was begun is kept.
    public func wake(_ cause: Cause, budgetMs: UInt64 = budgetMs) async {
        guard let client = try? await enter() else { return }
        defer { leave() }
        // The time that was set may be spent, also when nothing is due by the core's clock.
        if cause == .refresh { apply.forgetWake() }
        if cause == .clock { apply.forgetTimes() }
        while let begun = syncing {
            // Notices do not wait for it.
            carryOut(client)
            await finish(begun)
        }
        guard let plan = carryOut(client) else { return }
        let networkCame = cause == .network && plan.awaitsNetwork
        guard plan.syncNow || networkCame, !Task.isCancelled else { return }
        let sync = Task {
            // What did not go stands in the snapshot and in the next plan.
            _ = try? await withCancelHandle { handle in
                try await client.sync(
                    urgency: networkCame ? .person : .background, budgetMs: budgetMs,
                    cancel: handle)
            }
            carryOut(client)
            syncing = nil
        }
        syncing = sync
        await finish(sync)
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
    func follow(_ client: any ClientProtocol) {
        guard let plan = carryOut(client), plan.syncNow, syncing == nil else { return }
        // The answer does not wait for it. Who lets the core rest does, also before it has begun.
        running += 1
        Task {
            await wake(.user)
            leave()
        }
    }

    private func finish(_ sync: Task<Void, Never>) async {
        await withTaskCancellationHandler {
            await sync.value
        } onCancel: {
            sync.cancel()
        }
    }

    @discardableResult private func carryOut(_ client: any ClientProtocol) -> Plan? {
        // Only a client that is shut down has no plan, and this one never is.
        guard let plan = try? client.plan() else { return nil }
        apply.follow(plan)
        return plan
    }
}
