import BackgroundTasks
import DoorstepModel
import Foundation

/// The time at which the app wants to be awake: a timer while it runs, and a wish to the system,
/// which grants it when it likes.
public final class PhoneWake: Wake, @unchecked Sendable {
    /// As in Info.plist.
    public static let refresh = "org.example.doorstep.refresh"

    private let causes: Causes
    private let lock = NSLock()
    private var timer: DispatchSourceTimer?

    public init(causes: Causes) {
        self.causes = causes
    }

    public func wake(inMs: Int64?) {
        lock.withLock {
            timer?.cancel()
            timer = inMs.map(started)
        }
        let scheduler = BGTaskScheduler.shared
        guard let inMs else {
            scheduler.cancel(taskRequestWithIdentifier: Self.refresh)
            return
        }
        let request = BGAppRefreshTaskRequest(identifier: Self.refresh)
        request.earliestBeginDate = Date(timeIntervalSinceNow: TimeInterval(inMs) / 1000)
        // Refused where background refresh is off. The timer and the person remain.
        try? scheduler.submit(request)
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
