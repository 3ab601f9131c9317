import Doorstep
import DoorstepModel

/// A system that keeps what it is asked for as lines, one a call.
final class RecordingPorts: Notices, WakeTimer, NetworkMonitor {
    private let lines = Locked<[String]>([])
    private let kept: [PostedNotice]

    init(standing: [PostedNotice] = []) {
        kept = standing
    }

    var ports: Ports { Ports(notices: self, wake: self, network: self) }

    /// The calls since the last look.
    func look() -> [String] {
        lines.with { lines in
            defer { lines = [] }
            return lines
        }
    }

    func standing() -> [PostedNotice] { kept }

    func show(_ notice: PostedNotice, inMs: Int64) {
        add("show \(notice.id) in \(inMs): \(notice.text)")
    }

    func take(_ id: String) { add("take \(id)") }

    func wake(inMs: Int64?) { add(inMs.map { "wake in \($0)" } ?? "wake never") }

    func wait() { add("network wait") }

    func leave() { add("network leave") }

    private func add(_ line: String) { lines.with { $0.append(line) } }
}
