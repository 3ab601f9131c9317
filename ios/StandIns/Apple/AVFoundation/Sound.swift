// A stand-in for Apple's AVFoundation, for checking on Linux. It is not Apple's: see README.md.

import Foundation

public final class AVAudioSession: NSObject {
    public struct Category: Sendable {
        public static let ambient = Category()
    }
    public class func sharedInstance() -> AVAudioSession { fatalError() }
    public func setCategory(_: Category) throws {}
}

public final class AVAudioPlayer: NSObject {
    public init(data _: Data) throws {}
    @discardableResult public func play() -> Bool { fatalError() }
}
