// A stand-in for Apple's CoreImage and CoreGraphics, for checking on Linux. It is not Apple's: see README.md.

import CoreMedia
@_exported import Foundation

public final class CGColorSpace: NSObject {
    // Apple's names are of a class that Swift's texts are bridged to.
    public class var sRGB: String { fatalError() }
    public init?(name _: String) {}
}

public struct CGAffineTransform: Sendable {
    public init(scaleX _: CGFloat, y _: CGFloat) {}
}

public struct CIImageRepresentationOption: Hashable, Sendable {
    public init(rawValue _: String) {}
}

open class CIImage: NSObject {
    public init(cvPixelBuffer _: CVPixelBuffer) {}
    public var extent: CGRect { fatalError() }
    public func transformed(by _: CGAffineTransform) -> CIImage { fatalError() }
}

open class CIContext: NSObject {
    public override init() {}
    public func jpegRepresentation(
        of _: CIImage, colorSpace _: CGColorSpace,
        options _: [CIImageRepresentationOption: Any] = [:]
    ) -> Data? { fatalError() }
}
