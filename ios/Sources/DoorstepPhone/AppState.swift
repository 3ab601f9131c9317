import Doorstep
import DoorstepModel
import Foundation
import Observation

/// What the screens have in hand: the engine, the model, the words, and the way back.
@MainActor @Observable public final class AppState {
    public let model = AppModel()
    public let facts = PhoneFacts()
    /// The engine; nothing before the phone was unlocked once.
    public private(set) var engine: Engine?
    /// Whether the build names no authority.
    public private(set) var isForNobody = false
    /// Whether there is no folder for the core, or what another app has left cannot be removed.
    public private(set) var isWithoutFolder = false
    /// The light over codes.
    public let brightness = ScreenBrightness(backlight: PhoneBacklight())
    /// What is heard and felt of answers.
    public let feedback = AnswerFeedback()
    /// The screens on top of the first, also after a restart.
    public var nav = NavStack() { didSet { Preferences.nav = nav } }
    /// The language of everything.
    public private(set) var language = "en"

    /// What was typed to register.
    public var form = Form()

    /// The notice that was tapped, until its screen was opened.
    public private(set) var tapped: NoticeTap?

    /// How often a person has left the app.
    public internal(set) var departures = 0
    /// Whether a part that a PIN hides is still drawn, and the app was left.
    public internal(set) var isHiding = false

    let causes = WakeQueue()
    var isSeen = false
    @ObservationIgnored private(set) var whereabouts: Whereabouts?
    private var unlock: FirstUnlock?

    nonisolated init() {}

    public var words: Words { Words(language: language, bundle: .main) }

    /// Opens what a notice that was tapped speaks of, once.
    public func followTap() {
        guard let tap = tapped else { return }
        tapped = nil
        choose(tap.person)
        nav = NavStack(model.follow(tap))
    }

    /// What whoever manages this phone has written of its loan.
    public var managedLoan: ManagedLoan { ManagedSettings.loan }

    /// Percent; nothing if the phone does not say.
    public var batteryPercent: UInt8? { PhonePower.now.percent }

    /// The language that a person chooses; everything speaks it from then on.
    public var chosenLanguage: String {
        get { language }
        set {
            (language, Preferences.language) = (newValue, newValue)
            Task { try? await engine?.ask { try $0.setLanguage(tag: newValue) } }
        }
    }

    /// Begins to hear where the phone is if an order runs, in the first moments of a start.
    func watch() {
        whereabouts = Whereabouts(events: causes)
    }

    /// Hears that a notice was tapped.
    func tap(_ tap: NoticeTap) { tapped = tap }

    /// Begins, after the gate: before it nothing that was kept could be read.
    func start(unlock: FirstUnlock, cause: Cause) async {
        (language, nav) = (Preferences.language, Preferences.nav)
        model.choose(Preferences.person)
        feedback.load()
        self.unlock = unlock
        makeEngine()
        // Who was started by the system has seconds.
        await PhoneRunningTime().spend {
            await self.engine?.wake(cause)
            await self.rest()
        }
    }

    private func readFacts() async -> Facts { await facts.read(isInFront: isSeen) }

    /// Makes the engine, which opens the core at its first call. What fails here is tried again when
    /// a person looks.
    func makeEngine() {
        guard engine == nil, let unlock, let whereabouts else { return }
        guard let authority = Authority(in: .main) else {
            isForNobody = true
            return
        }
        let vault = EnclaveVault(unlock: unlock)
        let folder = try? DataFolder.made(forNew: vault.purge)
        isWithoutFolder = folder == nil
        guard let folder else { return }
        let setup = Setup(
            folder: folder, trustFile: authority.trustFile, url: authority.url,
            shippedRoots: [authority.root], region: authority.region, language: language)
        let ports = Ports(
            notices: PhoneNotices(), wake: PhoneWakeTimer(causes: causes),
            network: PhoneNetworkMonitor(causes: causes), locator: whereabouts.locator,
            fences: PhoneFences(of: whereabouts.location), time: PhoneRunningTime())
        let moved: Engine.ReadMoved = { [readings = whereabouts.readings] in
            await readings.moved()
        }
        engine = Engine(
            setup: setup, vault: vault, clock: whereabouts.clock, ports: ports, model: model,
            moved: moved
        ) { [weak self] in await self?.readFacts() ?? PhoneFacts.unknown }
    }
}
