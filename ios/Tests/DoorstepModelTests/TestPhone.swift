import Doorstep
import DoorstepModel
import Testing

/// A phone as the app sees it: an engine with its model, over a vault in memory.
struct TestPhone: Sendable {
    let model = AppModel()
    let system = RecordingPorts()
    let vault: SoftwareVault
    /// What it says of itself.
    let said = Locked(Facts.ofTests(notices: true))
    /// How it was moved.
    let moved = Locked<Moved?>(nil)
    let engine: Engine
    let runner = ActionRunner()

    init(
        in env: TestEnv, _ name: String = "phone", url: String? = nil,
        vault: SoftwareVault = SoftwareVault(), calls: RecordedCalls? = nil
    ) {
        let setup = Setup(
            folder: env.folder.appendingPathComponent(name).path, trustFile: env.trustFile,
            url: url ?? env.url, shippedRoots: env.roots, region: "RU", language: "en")
        self.vault = vault
        let readMoved: Engine.ReadMoved = { [moved] in moved.with { $0 } }
        guard let calls else {
            engine = Engine(
                setup: setup, vault: vault, clock: env.clock, ports: system.ports, model: model,
                moved: readMoved
            ) { [said] in said.with { $0 } }
            return
        }
        let clock = env.clock
        let open: Engine.Open = { _ in
            RecordingClient.over(
                try Client.open(setup: setup, vault: vault, clock: clock), by: calls)
        }
        let facts: Engine.ReadFacts = { [said] in said.with { $0 } }
        engine = Engine(
            ports: system.ports, model: model, moved: readMoved, facts: facts, open: open)
    }

    /// A phone that is registered.
    static func registered(in env: TestEnv, calls: RecordedCalls? = nil) async throws -> TestPhone {
        let phone = TestPhone(in: env, calls: calls)
        try await phone.register()
        try await phone.confirm(try await env.code())
        return phone
    }

    /// A registered phone whose lists are old.
    static func due(in env: TestEnv, calls: RecordedCalls? = nil) async throws -> TestPhone {
        let phone = try await registered(in: env, calls: calls)
        let plan = try await phone.engine.ask { try $0.plan() }
        try await env.wait(seconds: (try #require(plan.wakeAtMs) - plan.nowMs) / 1000 + 60)
        _ = calls?.look()
        return phone
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

extension Facts {
    static func ofTests(notices: Bool) -> Facts {
        Facts(
            location: .denied, precise: false, services: false, providers: [], notices: notices,
            camera: true, motion: false, battery: 80, charging: false, saver: false, exempt: false,
            idle: false, inFront: true, network: .wifi, wifi: .notJoined, maker: "test")
    }
}
