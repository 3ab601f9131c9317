import DoorstepModel
import Foundation
import UserNotifications

/// Shows notices also while the person looks at the app, and hears which one was tapped. The system
/// drops those of an app in front, unless it is told otherwise.
final class ForegroundNotices: NSObject, UNUserNotificationCenterDelegate {
    private let tapped: @Sendable (NoticeTap) -> Void

    init(tapped: @escaping @Sendable (NoticeTap) -> Void) {
        self.tapped = tapped
    }

    func userNotificationCenter(
        _: UNUserNotificationCenter, willPresent _: UNNotification,
        withCompletionHandler show: @escaping (UNNotificationPresentationOptions) -> Void
    ) {
        show([.banner, .list, .sound])
    }

    func userNotificationCenter(
        _: UNUserNotificationCenter, didReceive response: UNNotificationResponse,
        withCompletionHandler done: @escaping () -> Void
    ) {
        let isTap = response.actionIdentifier == UNNotificationDefaultActionIdentifier
        if isTap, let tap = NoticeTap(response.notification.request) { tapped(tap) }
        done()
    }
}

extension PostedNotice {
    private static let (kindKey, personKey) = ("doorstep.kind", "doorstep.person")

    /// What the system keeps beside the notice, and hands back with a tap.
    var tag: [AnyHashable: Any] {
        var tag: [AnyHashable: Any] = [:]
        tag[Self.kindKey] = kind
        tag[Self.personKey] = person
        return tag
    }

    fileprivate static func kind(in tag: [AnyHashable: Any]) -> String? { tag[kindKey] as? String }

    fileprivate static func person(in tag: [AnyHashable: Any]) -> String? {
        tag[personKey] as? String
    }
}

extension NoticeTap {
    fileprivate init?(_ request: UNNotificationRequest) {
        let tag = request.content.userInfo
        self.init(
            id: request.identifier, kind: PostedNotice.kind(in: tag),
            person: PostedNotice.person(in: tag))
    }
}
