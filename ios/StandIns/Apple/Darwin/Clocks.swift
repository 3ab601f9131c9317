// A stand-in for Apple's Darwin, for checking on Linux. It is not Apple's: see README.md.

// The names are Apple's.
// swift-format-ignore-file

import Foundation

public func clock_gettime_nsec_np(_: clockid_t) -> UInt64 { fatalError() }
public func sysctlbyname(
    _: UnsafePointer<CChar>?, _: UnsafeMutableRawPointer?, _: UnsafeMutablePointer<Int>?,
    _: UnsafeMutableRawPointer?, _: Int
) -> Int32 { fatalError() }
