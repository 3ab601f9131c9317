import Doorstep

extension Engine {
    /// Lets go of the core's folder once nothing runs, and waits for that: the system ends an app
    /// that sleeps on it, and gives time only as long as somebody waits. An app that runs on for a duty
    /// keeps it, until what ends the duty has run.
    ///
    /// Waits no longer if somebody looks meanwhile, or if its task is cancelled because the time is
    /// over: then the sync that runs ends too, and the folder is let go by whatever ends last.
    public func suspend() async {
        resting = true
        rest()
        guard running > 0 else { return }
        let (end, mouth) = AsyncStream.makeStream(of: Never.self)
        waiting.append(mouth)
        for await _ in end {}
        if Task.isCancelled { syncing?.cancel() }
    }

    /// Takes the folder again.
    public func resume() async {
        resting = false
        release()
        await reopen()
    }

    /// Opens the folder that was let go. If it does not open now the next call tries again.
    func reopen() async {
        guard asleep, let client else { return }
        do {
            try client.resume()
            asleep = false
            await model.opening(nil)
        } catch {
            await fail(error)
        }
    }

    /// Says why the core cannot be had, and has it opened again when it says. Anything else is tried
    /// when a person looks.
    func fail(_ error: any Error) async {
        guard let trouble = (error as? ClientError)?.trouble() else { return }
        if client == nil { waitedS = trouble.reopenInS ?? 0 }
        if let inS = trouble.reopenInS { apply.reopen(inS: inS) }
        await model.opening(trouble)
    }

    func rest() {
        guard resting, running == 0 else { return }
        if !ports.locator.runsOn { sleep() }
        release()
    }

    private func sleep() {
        do {
            try client?.suspend()
            asleep = client != nil
        } catch {
            // If it cannot let go nothing was let go: the next end of a call tries again.
        }
    }

    private func release() {
        for waits in waiting { waits.finish() }
        waiting = []
    }
}
