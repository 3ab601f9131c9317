import Doorstep
import DoorstepModel

extension AppState {
    /// Wakes the engine whenever something says so, for as long as the app runs.
    func listen() async {
        for await event in causes.heard {
            guard !isSeen else {
                await hear(event)
                continue
            }
            await PhoneRunningTime().spend {
                await self.engine?.resume()
                await self.hear(event)
                await self.rest()
            }
        }
    }

    private func hear(_ event: WakeQueue.Event) async {
        switch event {
        case .woke(let cause):
            // No fix comes with a border.
            if cause == .fence { whereabouts?.locator.crossed() }
            await engine?.wake(cause)
        case .places(let places):
            guard let fixes = await whereabouts?.readings.fixes(of: places) else { return }
            await engine?.arrived(fixes)
        case .facts:
            whereabouts?.location.allowedAnew()
            await engine?.factsChanged()
        }
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

    /// Nobody looks: what PINs hide is hidden, what was begun and what is due is done in the time that the
    /// system gives, then the core rests.
    public func left() {
        isSeen = false
        departures += 1
        if model.person?.hasPin == true { nav = NavStack() }
        isHiding = model.person?.pin?.state == .open
        BackgroundTime.spend {
            await self.engine?.hide()
            self.isHiding = false
            await self.refresh()
        }
    }

    /// Asks the phone's system for what an order needs, once; from the next time on its settings are shown.
    /// What came of it stands in the next snapshot.
    public func ask(_ access: Access) async {
        await facts.ask(access)
        await engine?.factsChanged()
    }

    /// Asks for notices, and shows those that could not be shown.
    public func allowNotices() async {
        await ask(.notices)
    }

    /// Asks for the camera.
    public func allowCamera() async {
        await facts.askCamera()
        await engine?.factsChanged()
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
