import Doorstep
import DoorstepModel
import Testing

/// A core that does not open is asked again as often as that can help.
@Suite struct Opening {
    @Test func aCoreThatDoesNotOpenIsAskedTwiceAsLateEachTimeUpToHours() async throws {
        let (engine, system) = closed(.vault, .vaultBusy)
        var minutes: [Int64] = []
        for _ in 0..<12 {
            await engine.wake(.refresh)
            let line = system.look()
            #expect(line.count == 1, "nothing that stands is touched")
            let ms = line.first?.split(separator: " ").last.flatMap { Int64($0) }
            minutes.append(try #require(ms) / 60_000)
        }
        #expect(minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360])
    }

    @Test(arguments: [
        (ErrorKind.vault, ErrorCode.vaultUnsupported), (.update, .storeNewer),
        (.report, .trustFileInvalid), (.register, .keyLost), (.correct, .codeWrong),
        (.refused, .refused),
    ])
    func whatWaitingDoesNotChangeIsTriedWhenAPersonLooks(
        kind: ErrorKind, code: ErrorCode
    ) async {
        let model = AppModel()
        let (engine, system) = closed(kind, code, model: model)
        await engine.wake(.refresh)
        #expect(system.look().isEmpty)
        #expect(await model.trouble?.code == code, "it is said all the same")
    }

    @Test func aTimeThatIsKnownIsKeptWithinReason() async {
        let (engine, system) = closed(.wait, .wait, retryAtMs: .max)
        await engine.wake(.user)
        #expect(system.look() == ["wake in 21600000"])
        let (other, its) = closed(.wait, .wait, retryAtMs: 0)
        await other.wake(.user)
        #expect(its.look() == ["wake in 60000"])
    }

    @Test func patienceIsRenewedByWhatGoesWell() {
        var patience = Patience(firstMs: 1, mostMs: 4)
        #expect((0..<4).map { _ in patience.wait() } == [1, 2, 4, 4])
        patience.renew()
        #expect(patience.wait() == 1)
    }

    /// An engine over a core that fails like this.
    private func closed(
        _ kind: ErrorKind, _ code: ErrorCode, retryAtMs: Int64? = nil, model: AppModel = AppModel()
    ) -> (Engine, RecordingPorts) {
        let none = Sentence(key: "any", text: "Any.")
        let trouble = ErrorInfo(
            kind: kind, code: code, text: none, next: none, retryAtMs: retryAtMs)
        let system = RecordingPorts(standing: [PostedNotice(id: "one", atMs: 1, text: "One.")])
        let engine = Engine(ports: system.ports, model: model) {
            // Which of the kinds carries it is the same to whoever asks for the trouble in it.
            throw ClientError.Vault(trouble: trouble)
        }
        return (engine, system)
    }
}
