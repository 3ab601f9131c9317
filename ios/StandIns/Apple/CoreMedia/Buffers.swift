// A stand-in for Apple's CoreMedia and CoreVideo, for checking on Linux. It is not Apple's: see README.md.

@_exported import Foundation

public final class CVBuffer: NSObject {}
public typealias CVPixelBuffer = CVBuffer
public typealias CVImageBuffer = CVBuffer

public final class CMSampleBuffer: NSObject {
    public var imageBuffer: CVImageBuffer? { fatalError() }
}
