import Doorstep
import Foundation

/// Looks as plans say with what Apple has: it stands by at a low price, which keeps the app running,
/// and asks for a fix at each time that is due.
public final class SampledLocator: Locator, @unchecked Sendable {
    private let source: any LocationSource
    private let pause: Pause
    private let lock = NSLock()
    // From here on under the lock.
    private var isKept = false
    private var request = LocationRequest(.off)
    private var sampling: Task<Void, Never>?
    /// How often something else was asked for.
    private var turn = 0

    public init(over source: any LocationSource, pause: @escaping Pause = pauseByClock) {
        (self.source, self.pause) = (source, pause)
    }

    /// Goes on where the process before has ended, before the core is open: whatever starts the app while
    /// an order runs finds it standing by within seconds, or is told nothing more.
    public func goOn() {
        guard source.isHeld else { return }
        lock.withLock {
            isKept = true
            source.hold(true)
            source.stand(.kilometres)
            source.roam(true)
        }
    }

    public var isKeptAlive: Bool { lock.withLock { isKept } }

    public var runsOn: Bool { lock.withLock { isKept && request.mode != .off } && source.runsOn }

    public func keepAlive(_ kept: Bool) {
        lock.withLock {
            isKept = kept
            source.hold(kept)
            stand()
        }
    }

    public func look(_ request: LocationRequest) {
        lock.withLock {
            self.request = request
            stand()
            sample()
        }
    }

    /// A border was crossed, with which no fix comes: one is asked for, out of turn.
    public func crossed() {
        if let closeness = lock.withLock({ request.mode.closeness }) { source.sample(closeness) }
    }

    private func stand() {
        switch request.mode {
        case .off: source.stand(nil)
        // Satellites that are asked for once a minute stay in view.
        case .precise: source.stand(.best)
        case .passive, .balanced: source.stand(isKept ? .kilometres : nil)
        }
        source.roam(isKept || request.mode == .passive)
    }

    private func sample() {
        sampling?.cancel()
        sampling = nil
        turn += 1
        guard let closeness = request.mode.closeness, let everyS = request.everyS else { return }
        let (forS, turn) = (request.forS, turn)
        sampling = Task { [weak self, source, pause] in
            var leftS = forS
            while !Task.isCancelled, leftS != 0 {
                source.sample(closeness)
                let waitS = min(everyS, leftS ?? everyS)
                await pause(Int64(waitS) * 1000)
                leftS = leftS.map { $0 - waitS }
            }
            self?.end(turn)
        }
    }

    /// What was asked for is over, and the next plan is not there yet.
    private func end(_ ended: Int) {
        lock.withLock {
            if ended == turn { source.stand(isKept ? .kilometres : nil) }
        }
    }
}

extension Mode {
    /// How closely a fix is asked for; nothing if none is.
    fileprivate var closeness: Closeness? {
        switch self {
        case .off, .passive: nil
        case .balanced: .hundredMetres
        case .precise: .best
        }
    }
}
