import BackgroundTasks
import Doorstep
import DoorstepModel
import UIKit
import UserNotifications

/// What happens when the system starts the app, seen by a person or not.
@MainActor public final class AppDelegate: NSObject, UIApplicationDelegate {
    public let app = AppState()
    private let unlock = FirstUnlock()
    private lazy var inFront = ForegroundNotices { [app] tap in
        Task { @MainActor in app.tap(tap) }
    }

    public func application(
        _: UIApplication,
        didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]? = nil
    ) -> Bool {
        // The system takes none of these later.
        app.watch()
        register()
        UNUserNotificationCenter.current().delegate = inFront
        watch(.NSSystemClockDidChange, .clock)
        watch(.NSSystemTimeZoneDidChange, .zone)
        let bySystem = options?[.location] != nil
        Task {
            let waited = await UnlockGate.pass(unlock: unlock)
            let started = Preferences.start(bySystem: bySystem)
            await app.start(unlock: unlock, cause: waited ? .unlocked : started)
            await app.listen()
        }
        return true
    }

    private func register() {
        BGTaskScheduler.shared.register(forTaskWithIdentifier: PhoneWakeTimer.refresh, using: .main)
        {
            [app] task in
            // Before anything that may fail, so that one bad moment is not the last.
            PhoneWakeTimer.askAgain()
            let granted = RefreshTask(task: task)
            Task { @MainActor in granted.use(app) }
        }
    }

    private func watch(_ name: Notification.Name, _ cause: Cause) {
        // For as long as the app runs.
        _ = NotificationCenter.default.addObserver(forName: name, object: nil, queue: .main) {
            [causes = app.causes] _ in causes.say(cause)
        }
    }
}

/// A moment in the background. Used on the main queue alone, where the system hands it over.
private struct RefreshTask: @unchecked Sendable {
    let task: BGTask

    @MainActor func use(_ app: AppState) {
        let work = Task {
            await app.refresh()
            task.setTaskCompleted(success: true)
        }
        // The system calls it on whichever thread it likes.
        task.expirationHandler = { @Sendable in work.cancel() }
    }
}
