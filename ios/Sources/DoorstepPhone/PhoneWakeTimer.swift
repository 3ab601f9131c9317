import BackgroundTasks
import Doorstep
import DoorstepModel
import Foundation

/// The time at which the app wants to be awake: a timer while it runs, and a wish to the system,
/// which grants it when it likes.
public final class PhoneWakeTimer: WakeTimer, @unchecked Sendable {
    /// As in Info.plist.
    public static let refresh = "org.example.doorstep.refresh"
    /// What a moment in the background asks for before it does anything, in milliseconds: four hours.
    /// The plan sets its own time over it, if the core opens and gives one.
    private static let safetyMs: Int64 = 4 * 3_600_000

    private let causes: WakeQueue
    private let lock = NSLock()
    private var timer: DispatchSourceTimer?

    public init(causes: WakeQueue) {
        self.causes = causes
    }

    public func wake(inMs: Int64?) {
        lock.withLock {
            timer?.cancel()
            timer = inMs.map(started)
        }
        // While a sync runs there is no time. What was asked of the system stands for as long: the
        // sync may be cut off before it sets another.
        if let inMs { Self.ask(inMs: inMs) }
    }

    /// Asks for another moment in the background. The one that was granted is spent, and whatever
    /// happens in it may end before the plan asks for the next.
    static func askAgain() {
        ask(inMs: safetyMs)
    }

    private static func ask(inMs: Int64) {
        let request = BGAppRefreshTaskRequest(identifier: refresh)
        request.earliestBeginDate = Date(timeIntervalSinceNow: TimeInterval(inMs) / 1000)
        // Refused where background refresh is off. The timer and the person remain.
        try? BGTaskScheduler.shared.submit(request)
    }

    private func started(inMs: Int64) -> DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: .global())
        // By the wall clock, which goes on while the phone sleeps.
        timer.schedule(wallDeadline: .now() + .milliseconds(Int(inMs)))
        timer.setEventHandler { [causes] in causes.say(.refresh) }
        timer.resume()
        return timer
    }
}
