// A stand-in for Apple's BackgroundTasks, for checking on Linux. It is not Apple's: see README.md.

import Foundation

open class BGTask: NSObject {
    public var expirationHandler: (() -> Void)? {
        get { fatalError() }
        set { _ = newValue }
    }
    public func setTaskCompleted(success _: Bool) {}
}

open class BGTaskRequest: NSObject {
    public var earliestBeginDate: Date? {
        get { fatalError() }
        set { _ = newValue }
    }
}

public final class BGAppRefreshTaskRequest: BGTaskRequest {
    public init(identifier _: String) {}
}

public final class BGTaskScheduler: NSObject {
    public class var shared: BGTaskScheduler { fatalError() }
    @discardableResult public func register(
        forTaskWithIdentifier _: String, using _: DispatchQueue?,
        launchHandler _: @escaping (BGTask) -> Void
    ) -> Bool { fatalError() }
    public func submit(_: BGTaskRequest) throws {}
}
