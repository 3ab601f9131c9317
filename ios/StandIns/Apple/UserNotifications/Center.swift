// A stand-in for Apple's UserNotifications, for checking on Linux. It is not Apple's: see README.md.

import Foundation

public final class UNNotificationSound: NSObject {
    public class var `default`: UNNotificationSound { fatalError() }
}

public enum UNNotificationInterruptionLevel: UInt, Sendable {
    case passive, active, timeSensitive, critical
}

open class UNNotificationContent: NSObject {
    public var userInfo: [AnyHashable: Any] {
        get { fatalError() }
        set { _ = newValue }
    }
}

public final class UNMutableNotificationContent: UNNotificationContent {
    public var body: String {
        get { fatalError() }
        set { _ = newValue }
    }
    public var interruptionLevel: UNNotificationInterruptionLevel {
        get { fatalError() }
        set { _ = newValue }
    }
    public var sound: UNNotificationSound? {
        get { fatalError() }
        set { _ = newValue }
    }
}

open class UNNotificationTrigger: NSObject {}

public final class UNTimeIntervalNotificationTrigger: UNNotificationTrigger {
    public init(timeInterval _: TimeInterval, repeats _: Bool) {}
}

public final class UNNotificationRequest: NSObject {
    public init(
        identifier _: String, content _: UNNotificationContent, trigger _: UNNotificationTrigger?
    ) {}
    public var identifier: String { fatalError() }
    public var content: UNNotificationContent { fatalError() }
}

public enum UNAuthorizationStatus: Sendable {
    case notDetermined, denied, authorized, provisional, ephemeral
}

public enum UNNotificationSetting: Sendable {
    case notSupported, disabled, enabled
}

public final class UNNotificationSettings: NSObject {
    public var lockScreenSetting: UNNotificationSetting { fatalError() }
    public var alertSetting: UNNotificationSetting { fatalError() }
    public var authorizationStatus: UNAuthorizationStatus { fatalError() }
}

public struct UNAuthorizationOptions: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let sound = UNAuthorizationOptions(rawValue: 1 << 1)
    public static let alert = UNAuthorizationOptions(rawValue: 1 << 2)
}

public struct UNNotificationPresentationOptions: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let sound = UNNotificationPresentationOptions(rawValue: 1 << 1)
    public static let list = UNNotificationPresentationOptions(rawValue: 1 << 3)
    public static let banner = UNNotificationPresentationOptions(rawValue: 1 << 4)
}

public final class UNNotification: NSObject {
    public var request: UNNotificationRequest { fatalError() }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
public let UNNotificationDefaultActionIdentifier = ""

open class UNNotificationResponse: NSObject {
    public var notification: UNNotification { fatalError() }
    public var actionIdentifier: String { fatalError() }
}

public protocol UNUserNotificationCenterDelegate: NSObjectProtocol {
    func userNotificationCenter(
        _ center: UNUserNotificationCenter, willPresent notification: UNNotification,
        withCompletionHandler completionHandler: @escaping (UNNotificationPresentationOptions) ->
            Void)
    func userNotificationCenter(
        _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse,
        withCompletionHandler completionHandler: @escaping () -> Void)
}

public final class UNUserNotificationCenter: NSObject {
    public class func current() -> UNUserNotificationCenter { fatalError() }
    public weak var delegate: (any UNUserNotificationCenterDelegate)?
    public func add(
        _: UNNotificationRequest,
        withCompletionHandler _: (@Sendable ((any Error)?) -> Void)? = nil
    ) {}
    public func removePendingNotificationRequests(withIdentifiers _: [String]) {}
    public func removeDeliveredNotifications(withIdentifiers _: [String]) {}
    public func getNotificationSettings(
        completionHandler _: @escaping @Sendable (UNNotificationSettings) -> Void
    ) {}
    public func requestAuthorization(
        options _: UNAuthorizationOptions = [],
        completionHandler _: @escaping @Sendable (Bool, (any Error)?) -> Void
    ) {}
}
