import Doorstep
import DoorstepModel

/// A system that keeps what it is asked for as lines, one a call.
final class RecordingPorts: Notices, WakeTimer, NetworkMonitor, Locator, Fences, RunningTime {
    private let lines = Locked<[String]>([])
    private let kept: [PostedNotice]
    private let fenced: [FenceView]
    private let posted = Locked<[PostedNotice]>([])
    private let isKept = Locked(false)
    /// Whether the system lets the app run on for a duty.
    let allowsRunningOn = Locked(false)
    /// How often time was taken for a sync.
    let times = Counter()

    init(standing: [PostedNotice] = [], fences: [FenceView] = []) {
        (kept, fenced) = (standing, fences)
    }

    var ports: Ports {
        Ports(notices: self, wake: self, network: self, locator: self, fences: self, time: self)
    }

    /// The same, with another that tells where the phone is.
    func ports(locating locator: any Locator) -> Ports {
        Ports(notices: self, wake: self, network: self, locator: locator, fences: self, time: self)
    }

    /// The calls since the last look.
    func look() -> [String] {
        lines.with { lines in
            defer { lines = [] }
            return lines
        }
    }

    func standing() -> [PostedNotice] { kept }

    /// Every notice that it was ever asked to show.
    var shown: [PostedNotice] { posted.with { $0 } }

    func show(_ notice: PostedNotice, inMs: Int64) {
        posted.with { $0.append(notice) }
        add("show \(notice.id) in \(inMs): \(notice.text)")
    }

    func take(_ id: String) { add("take \(id)") }

    func wake(inMs: Int64?) { add(inMs.map { "wake in \($0)" } ?? "wake never") }

    func wait() { add("network wait") }

    func leave() { add("network leave") }

    func keepAlive(_ kept: Bool) {
        isKept.with { $0 = kept }
        add(kept ? "keep alive" : "let sleep")
    }

    var isKeptAlive: Bool { isKept.with { $0 } }

    var runsOn: Bool { isKept.with { $0 } && allowsRunningOn.with { $0 } }

    func look(_ looking: LocationRequest) {
        let every = looking.everyS.map { " every \($0)" } ?? ""
        let long = looking.forS.map { " for \($0)" } ?? ""
        add("locate \(looking.mode)\(every)\(long)")
    }

    func standing() -> [FenceView] { fenced }

    func watch(_ fences: [FenceView]) {
        let names = fences.isEmpty ? ["none"] : fences.map(\.id)
        add("fences \(names.joined(separator: " "))")
    }

    func spend(on work: @escaping @Sendable () async -> Void) async {
        times.add()
        await work()
    }

    private func add(_ line: String) { lines.with { $0.append(line) } }
}
