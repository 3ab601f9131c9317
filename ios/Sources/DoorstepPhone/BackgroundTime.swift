import DoorstepModel
import UIKit

/// The time that the system gives an app to finish what it does after it was left.
@MainActor final class BackgroundTime {
    private var id = UIBackgroundTaskIdentifier.invalid

    /// Does some work, and takes as much of the time as that lasts; it is cancelled when the time is
    /// over.
    static func spend(on work: @escaping @MainActor () async -> Void) {
        let time = BackgroundTime()
        let task = Task {
            await work()
            time.end()
        }
        time.begin(over: task.cancel)
    }

    /// Asked for before anything is waited for: the system may not come back to ask.
    fileprivate func begin(over: @escaping @MainActor @Sendable () -> Void) {
        id = UIApplication.shared.beginBackgroundTask(withName: "sync", expirationHandler: over)
    }

    fileprivate func end() {
        UIApplication.shared.endBackgroundTask(id)
        id = .invalid
    }
}

/// The same time, for what somebody waits for.
struct PhoneRunningTime: RunningTime {
    func spend(on work: @escaping @Sendable () async -> Void) async {
        let time = BackgroundTime()
        let task = Task(operation: work)
        await time.begin(over: task.cancel)
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        await time.end()
    }
}
