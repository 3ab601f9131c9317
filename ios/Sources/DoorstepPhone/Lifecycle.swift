import Doorstep
import DoorstepModel

extension AppState {
    /// Wakes the engine whenever something says so, for as long as the app runs.
    func listen() async {
        for await cause in causes.heard { await engine?.wake(cause) }
    }

    /// A person looks.
    public func entered() async {
        isSeen = true
        await facts.look()
        makeEngine()
        await engine?.resume()
        await engine?.wake(.user)
        await engine?.look()
    }

    /// Nobody looks: what was begun and what is due is done in the time that the system gives, then
    /// the core rests.
    public func left() {
        isSeen = false
        BackgroundTime.spend { await self.refresh() }
    }

    /// Does what is due, and rests unless somebody looks by then.
    func refresh() async {
        await engine?.resume()
        await engine?.wake(.refresh)
        await rest()
    }

    /// Lasts until nothing runs, also what a tap has begun.
    func rest() async {
        if !isSeen { await engine?.suspend() }
    }
}
