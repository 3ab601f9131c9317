import Doorstep
import DoorstepModel
import Testing

/// A phone as the app sees it: an engine with its model, over a vault in memory.
struct Handset: Sendable {
    let model = AppModel()
    let system = Recorder()
    let vault: SoftwareVault
    let engine: Engine
    let desk = Desk()

    init(
        in town: Town, _ name: String = "handset", url: String? = nil,
        vault: SoftwareVault = SoftwareVault(), calls: Calls? = nil
    ) {
        let setup = Setup(
            folder: town.folder.appendingPathComponent(name).path, trustFile: town.trustFile,
            url: url ?? town.url, shippedRoots: town.roots, region: "RU", language: "en")
        self.vault = vault
        guard let calls else {
            engine = Engine(
                setup: setup, vault: vault, clock: town.clock, ports: system.ports, model: model)
            return
        }
        let clock = town.clock
        engine = Engine(ports: system.ports, model: model) {
            Overheard.over(try Client.open(setup: setup, vault: vault, clock: clock), by: calls)
        }
    }

    /// A phone that is registered.
    static func registered(in town: Town, calls: Calls? = nil) async throws -> Handset {
        let handset = Handset(in: town, calls: calls)
        try await handset.register()
        try await handset.confirm(try await town.code())
        return handset
    }

    /// A registered phone whose lists are old.
    static func due(in town: Town, calls: Calls? = nil) async throws -> Handset {
        let handset = try await registered(in: town, calls: calls)
        let plan = try await handset.engine.ask { try $0.plan() }
        try await town.wait(seconds: (try #require(plan.wakeAtMs) - plan.nowMs) / 1000 + 60)
        _ = calls?.look()
        return handset
    }

    /// The person, by the core's name.
    func me() async throws -> String {
        try await engine.ask { try $0.snapshot().people[0].person }
    }

    /// What a screen shows of the person.
    func view() async throws -> PersonView {
        try await engine.ask { try $0.snapshot().people[0] }
    }

    @discardableResult func register() async throws -> RegistrationResult {
        let me = try await me()
        return try await engine.ask {
            try await $0.register(
                person: me, phone: Phone.number, initials: "и п", document: "4321", cancel: nil)
        }
    }

    @discardableResult func confirm(_ code: String) async throws -> RegistrationResult {
        let me = try await me()
        return try await engine.ask { try await $0.confirm(person: me, code: code, cancel: nil) }
    }

    func pass(_ purpose: String) async throws -> PassRequestResult {
        let me = try await me()
        return try await engine.ask {
            try await $0.requestPass(person: me, purpose: purpose, fromMs: nil, cancel: nil)
        }
    }

    /// Waits until the model has a snapshot like this.
    @MainActor func drawn(_ wanted: (Snapshot) -> Bool) async throws {
        while model.snapshot.map(wanted) != true {
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
