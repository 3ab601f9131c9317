import Doorstep
import DoorstepModel
import Foundation
import UserNotifications

/// Notices on the lock screen, shown by the system at their time, also when the app does not run.
public final class PhoneNotices: Notices {
    private static let key = "doorstep.notices"
    // The system answers on a thread of its own.
    private let lock = NSLock()

    public init() {}

    public func standing() -> [PostedNotice] {
        let data = UserDefaults.standard.data(forKey: Self.key) ?? Data()
        return (try? JSONDecoder().decode([PostedNotice].self, from: data)) ?? []
    }

    public func show(_ notice: PostedNotice, inMs: Int64) {
        let content = UNMutableNotificationContent()
        content.body = notice.text
        content.sound = .default
        content.userInfo = notice.tag
        // What is asked is answered within minutes, also by who wants to be left alone.
        if notice.kind == NoticeKind.check.name { content.interruptionLevel = .timeSensitive }
        // The system takes no time that has come; a second is as good as now.
        let trigger = UNTimeIntervalNotificationTrigger(
            timeInterval: max(1, TimeInterval(inMs) / 1000), repeats: false)
        let request = UNNotificationRequest(
            identifier: notice.id, content: content, trigger: trigger)
        change(notice.id, to: notice)
        UNUserNotificationCenter.current().add(request) { @Sendable [self] refused in
            // What the system did not take does not stand, and is shown by the next process.
            if refused != nil { change(notice.id, to: nil) }
        }
    }

    public func take(_ id: String) {
        let center = UNUserNotificationCenter.current()
        center.removePendingNotificationRequests(withIdentifiers: [id])
        center.removeDeliveredNotifications(withIdentifiers: [id])
        change(id, to: nil)
    }

    private func change(_ id: String, to notice: PostedNotice?) {
        lock.withLock {
            let kept = standing().filter { $0.id != id } + [notice].compactMap { $0 }
            UserDefaults.standard.set(try? JSONEncoder().encode(kept), forKey: Self.key)
        }
    }
}
