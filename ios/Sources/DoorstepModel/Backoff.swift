/// How long to wait before something that has failed is tried again: twice as long each time.
public struct Backoff: Sendable {
    private let firstMs: Int64
    private let mostMs: Int64
    private var nextMs: Int64

    public init(firstMs: Int64, mostMs: Int64) {
        (self.firstMs, self.mostMs, nextMs) = (firstMs, mostMs, firstMs)
    }

    /// For a camera that stops by itself: from a second to a minute.
    public static let ofCamera = Backoff(firstMs: 1_000, mostMs: 60_000)

    /// It has failed.
    ///
    /// - Returns: How long to wait now, in milliseconds.
    public mutating func wait() -> Int64 {
        defer { nextMs = min(nextMs * 2, mostMs) }
        return nextMs
    }

    /// It has gone well.
    public mutating func reset() {
        nextMs = firstMs
    }
}
