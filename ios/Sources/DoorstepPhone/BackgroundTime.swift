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
        // Asked for before anything is waited for: the system may not come back to ask.
        time.id = UIApplication.shared.beginBackgroundTask(withName: "sync") { task.cancel() }
    }

    private func end() {
        UIApplication.shared.endBackgroundTask(id)
        id = .invalid
    }
}
