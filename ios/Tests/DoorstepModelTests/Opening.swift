import Doorstep
import DoorstepModel
import Testing

/// A core that does not open is asked again when it says.
@Suite struct Opening {
    @Test func theWaitThatTheCoreAsksForIsSetAndToldAtTheNextTry() async throws {
        let (engine, system) = closed(.vaultBusy) { max(60, $0 * 2) }
        for seconds in [60, 120, 240, 480] {
            await engine.wake(.refresh)
            #expect(system.look() == ["wake in \(seconds)000"], "nothing that stands is touched")
        }
    }

    @Test func whatWaitingDoesNotChangeIsTriedWhenAPersonLooks() async {
        let model = AppModel()
        let (engine, system) = closed(.storeNewer, model: model) { _ in nil }
        await engine.wake(.refresh)
        #expect(system.look().isEmpty)
        #expect(await model.trouble?.code == .storeNewer, "it is said all the same")
    }

    @Test func aCameraIsTriedAgainEverLaterUntilItGoesWell() {
        var backoff = Backoff(firstMs: 1, mostMs: 4)
        #expect((0..<4).map { _ in backoff.wait() } == [1, 2, 4, 4])
        backoff.reset()
        #expect(backoff.wait() == 1)
    }

    /// An engine over a core that fails like this, and asks to wait so long after so long.
    private func closed(
        _ code: ErrorCode, model: AppModel = AppModel(),
        reopenInS: @escaping @Sendable (UInt16) -> UInt16?
    ) -> (Engine, RecordingPorts) {
        let system = RecordingPorts(standing: [PostedNotice(id: "one", atMs: 1, text: "One.")])
        let open: Engine.Open = { waitedS in
            let none = Sentence(key: "any", text: "Any.")
            // Which of the kinds carries it is the same to whoever asks for the trouble in it.
            throw ClientError.Vault(
                trouble: ErrorInfo(
                    kind: .vault, code: code, text: none, next: none, retryAtMs: nil,
                    reopenInS: reopenInS(waitedS)))
        }
        let facts: Engine.ReadFacts = { .ofTests(notices: true) }
        let engine = Engine(ports: system.ports, model: model, facts: facts, open: open)
        return (engine, system)
    }
}
