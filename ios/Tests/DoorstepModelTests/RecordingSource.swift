import DoorstepModel

/// A location manager that keeps what it is asked for as lines, one a call.
final class RecordingSource: LocationSource {
    private let lines = Locked<[String]>([])
    private let held: Locked<Bool>
    /// Whether the person lets the app know where the phone is.
    let allows = Locked(true)

    init(isHeld: Bool = false) {
        held = Locked(isHeld)
    }

    /// The calls since the last look.
    func look() -> [String] {
        lines.with { lines in
            defer { lines = [] }
            return lines
        }
    }

    func stand(_ closeness: Closeness?) { add("stand \(closeness.map { "\($0)" } ?? "off")") }

    func sample(_ closeness: Closeness) { add("sample \(closeness)") }

    func roam(_ wanted: Bool) { add(wanted ? "roam" : "roam no more") }

    func hold(_ held: Bool) {
        self.held.with { $0 = held }
        add(held ? "hold" : "hold no more")
    }

    var isHeld: Bool { held.with { $0 } }

    var runsOn: Bool { allows.with { $0 } }

    private func add(_ line: String) { lines.with { $0.append(line) } }
}
