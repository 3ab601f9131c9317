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

    let causes = WakeQueue()
    var isSeen = false
    private var unlock: FirstUnlock?

    nonisolated init() {}

    public var words: Words { Words(language: language, bundle: .main) }

    /// The person whose affairs are shown, by the core's name.
    public var me: String { model.person?.person ?? "" }

    /// The language that a person chooses; everything speaks it from then on.
    public var chosenLanguage: String {
        get { language }
        set {
            (language, Preferences.language) = (newValue, newValue)
            Task { try? await engine?.ask { try $0.setLanguage(tag: newValue) } }
        }
    }

    /// Asks for notices, and shows those that could not be shown.
    public func allowNotices() async {
        await facts.askNotices()
        await engine?.factsChanged()
    }

    /// Begins, after the gate: before it nothing that was kept could be read.
    func start(unlock: FirstUnlock, cause: Cause) async {
        (language, nav) = (Preferences.language, Preferences.nav)
        feedback.load()
        self.unlock = unlock
        makeEngine()
        await engine?.wake(cause)
        await rest()
    }

    private func readFacts() async -> Facts { await facts.read(isInFront: isSeen) }

    /// Makes the engine, which opens the core at its first call. What fails here is tried again when
    /// a person looks.
    func makeEngine() {
        guard engine == nil, let unlock else { return }
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
            network: PhoneNetworkMonitor(causes: causes))
        engine = Engine(
            setup: setup, vault: vault, clock: SystemClock(), ports: ports, model: model
        ) { [weak self] in await self?.readFacts() ?? PhoneFacts.unknown }
    }
}
