import Doorstep

extension Engine {
    /// Tells the core that the phone is awake, and does what it says.
    ///
    /// One sync runs at a time: whoever comes meanwhile waits for it, and then does what it has left.
    /// Ends early if its task is cancelled, with the sync it waits for, whoever began that: the
    /// system's time is over for all. What was begun is kept.
    public func wake(_ cause: Cause, budgetMs: UInt64 = budgetMs) async {
        var wake = Wake(cause: cause, facts: await facts(), moved: await moved())
        guard let client = try? await enter() else { return }
        defer { leave() }
        var wanted: Urgency?
        while let begun = syncing {
            // Notices do not wait for it. The core may be done with it already, and ask for the next
            // one now: it does so once.
            wanted = carryOut(try? client.woken(wake: wake))?.sync ?? wanted
            // Steps are told once.
            wake = Wake(cause: cause, facts: wake.facts, moved: nil)
            await finish(begun)
        }
        wanted = carryOut(try? client.woken(wake: wake))?.sync ?? wanted
        // What time and the phone's facts have changed is told to nobody.
        await look()
        guard let wanted else { return }
        await sync(client, wanted, budgetMs: budgetMs)
    }

    /// Hands over fixes that came together, to everybody who is under quarantine, or may be behind a PIN.
    public func arrived(_ fixes: [LocationFix]) async {
        guard let client = try? await enter() else { return }
        defer { leave() }
        let people = (try? client.snapshot().people) ?? []
        for view in people where view.quarantine != nil || view.isLocked {
            // What the core could not keep now it misses, as any other that did not come.
            _ = try? client.fixesArrived(person: view.person, fixes: fixes)
        }
        follow(client)
    }

    /// Draws anew what only time has changed.
    public func look() async {
        if let now = try? client?.snapshot() { await model.look(now) }
    }

    /// Tells the core that something the phone says of itself is another, such as that the person has
    /// allowed notices.
    public func factsChanged() async {
        let facts = await facts()
        guard let client = try? await enter() else { return }
        defer { leave() }
        carryOut(try? client.factsChanged(facts: facts))
        await look()
    }

    /// Carries out the plan after a call, and lets a sync run that it wants now.
    func follow(_ client: any ClientProtocol) {
        guard let urgency = carryOut(try? client.plan())?.sync, syncing == nil else { return }
        // The answer does not wait for it. Who lets the core rest does, also before it has begun.
        running += 1
        Task {
            while let begun = syncing { await finish(begun) }
            await sync(client, urgency, budgetMs: Self.budgetMs)
            leave()
        }
    }

    private func sync(
        _ client: any ClientProtocol, _ urgency: Urgency, budgetMs: UInt64
    ) async {
        guard !Task.isCancelled else { return }
        let sync = Task {
            await ports.time.spend {
                // What did not go stands in the snapshot and in the next plan.
                _ = try? await withCancelHandle { handle in
                    try await client.sync(urgency: urgency, budgetMs: budgetMs, cancel: handle)
                }
            }
            carryOut(try? client.plan())
            syncing = nil
        }
        syncing = sync
        await finish(sync)
    }

    private func finish(_ sync: Task<Void, Never>) async {
        await withTaskCancellationHandler {
            await sync.value
        } onCancel: {
            sync.cancel()
        }
    }

    // Only a client that is shut down has no plan, and this one never is.
    @discardableResult private func carryOut(_ plan: Plan?) -> Plan? {
        if let plan { apply.follow(plan) }
        return plan
    }
}
