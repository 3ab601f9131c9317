import Foundation

/// A value that many threads change, one at a time.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    /// Looks at the value and changes it. What `change` calls must not come back here.
    func with<Answer>(_ change: (inout Value) throws -> Answer) rethrows -> Answer {
        try lock.withLock { try change(&value) }
    }
}
