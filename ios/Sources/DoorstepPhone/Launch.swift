import BackgroundTasks
import DoorstepModel
import UIKit
import UserNotifications

/// What happens when the system starts the app, seen by a person or not.
@MainActor public final class Launch: NSObject, UIApplicationDelegate {
    public let shell = Shell()
    private let unlock = FirstUnlock()
    private let inFront = NoticesInFront()

    public func application(
        _: UIApplication,
        didFinishLaunchingWithOptions _: [UIApplication.LaunchOptionsKey: Any]? = nil
    ) -> Bool {
        // The system takes neither later.
        register()
        UNUserNotificationCenter.current().delegate = inFront
        watch(.NSSystemClockDidChange, .clock)
        watch(.NSSystemTimeZoneDidChange, .zone)
        Task {
            let waited = await Gate.pass(unlock: unlock)
            await shell.start(unlock: unlock, cause: waited ? .unlocked : Choices.start())
            await shell.listen()
        }
        return true
    }

    private func register() {
        BGTaskScheduler.shared.register(forTaskWithIdentifier: PhoneWake.refresh, using: .main) {
            [shell] task in
            // Before anything that may fail, so that one bad moment is not the last.
            PhoneWake.askAgain()
            let granted = Granted(task: task)
            Task { @MainActor in granted.use(shell) }
        }
    }

    private func watch(_ name: Notification.Name, _ cause: Cause) {
        // For as long as the app runs.
        _ = NotificationCenter.default.addObserver(forName: name, object: nil, queue: .main) {
            [causes = shell.causes] _ in causes.say(cause)
        }
    }
}

/// A moment in the background. Used on the main queue alone, where the system hands it over.
private struct Granted: @unchecked Sendable {
    let task: BGTask

    @MainActor func use(_ shell: Shell) {
        let work = Task {
            await shell.refresh()
            task.setTaskCompleted(success: true)
        }
        // The system calls it on whichever thread it likes.
        task.expirationHandler = { @Sendable in work.cancel() }
    }
}
