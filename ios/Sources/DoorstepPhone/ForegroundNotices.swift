import Foundation
import UserNotifications

/// Shows notices also while the person looks at the app: the system drops those of an app in front,
/// unless it is told otherwise.
final class ForegroundNotices: NSObject, UNUserNotificationCenterDelegate {
    func userNotificationCenter(
        _: UNUserNotificationCenter, willPresent _: UNNotification,
        withCompletionHandler show: @escaping (UNNotificationPresentationOptions) -> Void
    ) {
        show([.banner, .list, .sound])
    }
}
