// A stand-in for Apple's UIKit, for checking on Linux. It is not Apple's: see README.md.

import Foundation

@MainActor public final class UIScreen: NSObject {
    public class var main: UIScreen { fatalError() }
    public var brightness: CGFloat {
        get { fatalError() }
        set { _ = newValue }
    }
}

@MainActor public final class UIDevice: NSObject {
    public enum BatteryState: Int, Sendable {
        case unknown, unplugged, charging, full
    }
    public class var current: UIDevice { fatalError() }
    public var isBatteryMonitoringEnabled: Bool {
        get { fatalError() }
        set { _ = newValue }
    }
    public var batteryLevel: Float { fatalError() }
    public var batteryState: BatteryState { fatalError() }
}

public struct UIBackgroundTaskIdentifier: Hashable, Sendable {
    public static let invalid = UIBackgroundTaskIdentifier()
}

@MainActor open class UIApplication: NSObject {
    public struct LaunchOptionsKey: Hashable, Sendable {
        public static let location = LaunchOptionsKey()
    }

    public nonisolated class var protectedDataDidBecomeAvailableNotification: NSNotification.Name {
        fatalError()
    }
    public nonisolated class var openSettingsURLString: String { fatalError() }
    public nonisolated class var openNotificationSettingsURLString: String { fatalError() }
    public class var shared: UIApplication { fatalError() }
    public var isProtectedDataAvailable: Bool { fatalError() }
    public var isIdleTimerDisabled: Bool {
        get { fatalError() }
        set { _ = newValue }
    }
    public struct OpenExternalURLOptionsKey: Hashable, Sendable {}
    public func open(
        _: URL, options _: [OpenExternalURLOptionsKey: Any] = [:],
        completionHandler _: (@MainActor @Sendable (Bool) -> Void)? = nil
    ) {}
    public func beginBackgroundTask(
        withName _: String?, expirationHandler _: (@MainActor @Sendable () -> Void)? = nil
    ) -> UIBackgroundTaskIdentifier { fatalError() }
    public func endBackgroundTask(_: UIBackgroundTaskIdentifier) {}
}

@MainActor public protocol UIApplicationDelegate: AnyObject {
    func application(
        _ application: UIApplication,
        didFinishLaunchingWithOptions launchOptions: [UIApplication.LaunchOptionsKey: Any]?
    ) -> Bool
}

extension Notification.Name {
    // swift-format-ignore: AlwaysUseLowerCamelCase
    public static let NSSystemClockDidChange = Notification.Name("NSSystemClockDidChange")
}

/// Foundation's, on Apple's systems alone.
extension ProcessInfo {
    public var isLowPowerModeEnabled: Bool { fatalError() }
}
