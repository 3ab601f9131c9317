import Darwin
import Doorstep
import Foundation

/// The phone's clocks. The one that only counts also counts while the phone sleeps.
public final class SystemClock: PhoneClock {
    private let boot: String

    public init() {
        boot = Self.bootName()
    }

    public func read() throws -> PhoneTime {
        PhoneTime(
            wallMs: Int64(Date().timeIntervalSince1970 * 1000),
            elapsedMs: Int64(clock_gettime_nsec_np(CLOCK_MONOTONIC_RAW) / 1_000_000), boot: boot)
    }

    /// What another boot does not have. Where the system does not tell, a name of this process:
    /// the core then learns less from the counting clock, and nothing wrong.
    private static func bootName() -> String {
        var length = 0
        guard sysctlbyname("kern.bootsessionuuid", nil, &length, nil, 0) == 0 else {
            return UUID().uuidString
        }
        var name = [UInt8](repeating: 0, count: length)
        guard sysctlbyname("kern.bootsessionuuid", &name, &length, nil, 0) == 0 else {
            return UUID().uuidString
        }
        return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
    }
}
