import Foundation
import UIKit
import UserNotifications

/// Keeps everything closed until the phone was unlocked once. Before that keys and files may look as
/// if they were not there, and whoever believes it begins anew over what a person has.
@MainActor enum UnlockGate {
    /// Waits for the first unlocking, and asks for it.
    ///
    /// - Returns: Whether it had to be waited for.
    static func pass(unlock: FirstUnlock) async -> Bool {
        defer {
            unlock.note()
            UnlockMarker.leave()
            takeBack()
        }
        if UIApplication.shared.isProtectedDataAvailable || UnlockMarker.isReadable { return false }
        ask()
        await unlocking()
        return true
    }

    private static func unlocking() async {
        await withCheckedContinuation { answer in
            let token = Token()
            token.observer = NotificationCenter.default.addObserver(
                forName: UIApplication.protectedDataDidBecomeAvailableNotification, object: nil,
                queue: .main
            ) { _ in
                token.end()
                answer.resume()
            }
        }
    }

    // The one notice that does not come from the core, which is closed.
    private static let words = [
        "en": "Unlock the phone once, so that your passes can be read.",
        "ru": "Разблокируйте телефон один раз, чтобы пропуска можно было прочитать.",
        "tt": "Рөхсәтләрне укып булсын өчен, телефонны бер тапкыр ачыгыз.",
    ]

    private static let notice = "doorstep.unlock"

    private static func ask() {
        let content = UNMutableNotificationContent()
        // What was chosen in the app cannot be read yet either.
        let language = Bundle.main.preferredLocalizations.first ?? "en"
        content.body = words[language] ?? words["en"] ?? ""
        UNUserNotificationCenter.current().add(
            UNNotificationRequest(identifier: notice, content: content, trigger: nil))
    }

    private static func takeBack() {
        let center = UNUserNotificationCenter.current()
        center.removePendingNotificationRequests(withIdentifiers: [notice])
        center.removeDeliveredNotifications(withIdentifiers: [notice])
    }

    /// Ends its observer when it was told once. Used on the main queue alone.
    private final class Token: @unchecked Sendable {
        var observer: (any NSObjectProtocol)?

        func end() {
            if let observer { NotificationCenter.default.removeObserver(observer) }
            observer = nil
        }
    }
}
