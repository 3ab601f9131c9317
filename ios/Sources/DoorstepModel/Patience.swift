import Doorstep
import Foundation

/// How long to wait before something that has failed is tried again: twice as long each time.
public struct Patience: Sendable {
    private let firstMs: Int64
    private let mostMs: Int64
    private var nextMs: Int64

    public init(firstMs: Int64, mostMs: Int64) {
        (self.firstMs, self.mostMs, nextMs) = (firstMs, mostMs, firstMs)
    }

    /// For opening the core: from a minute to six hours.
    static let ofOpening = Patience(firstMs: 60_000, mostMs: 6 * 3_600_000)
    /// For a camera that stops by itself: from a second to a minute.
    public static let ofCamera = Patience(firstMs: 1_000, mostMs: 60_000)

    /// It has failed.
    ///
    /// - Returns: How long to wait now, in milliseconds.
    public mutating func wait() -> Int64 {
        defer { nextMs = min(nextMs * 2, mostMs) }
        return nextMs
    }

    /// It has gone well.
    public mutating func renew() {
        nextMs = firstMs
    }
}

extension Patience {
    /// It has failed with this.
    ///
    /// - Returns: How long to wait, in milliseconds; nothing if waiting changes nothing.
    mutating func wait(after trouble: ErrorInfo, nowMs: Int64) -> Int64? {
        guard trouble.mayPass else { return nil }
        return trouble.retryAtMs.map { min(max(firstMs, $0 - nowMs), mostMs) } ?? wait()
    }
}

extension Engine {
    /// Says why the core cannot be had, and has it opened again where that can help. Anything else is
    /// tried when a person looks.
    func fail(_ error: any Error) async {
        guard let trouble = (error as? ClientError)?.trouble() else { return }
        let nowMs = Int64(Date().timeIntervalSince1970 * 1000)
        if let inMs = patience.wait(after: trouble, nowMs: nowMs) { apply.wakeAgain(inMs: inMs) }
        await model.opening(trouble)
    }
}

extension ErrorInfo {
    /// Whether it can pass while nobody does anything. What is tried again in vain costs the battery.
    fileprivate var mayPass: Bool {
        switch kind {
        case .vault: code != .vaultUnsupported
        case .storage, .wait, .network, .interference: true
        case .correct, .refused, .register, .update, .report: false
        }
    }
}
