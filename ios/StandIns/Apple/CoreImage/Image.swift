// A stand-in for Apple's CoreImage and CoreGraphics, for checking on Linux. It is not Apple's: see README.md.

import CoreMedia
@_exported import Foundation

public final class CGColorSpace: NSObject {
    // Apple's names are of a class that Swift's texts are bridged to.
    public class var sRGB: String { fatalError() }
    public class var linearGray: String { fatalError() }
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

public struct CIFormat: Sendable {
    // swift-format-ignore: AlwaysUseLowerCamelCase
    public static var L8: CIFormat { fatalError() }
}

open class CIFilter: NSObject {
    // Apple's initializer of a class factory method.
    public convenience init?(name _: String, parameters _: [String: Any]?) { fatalError() }
    public var outputImage: CIImage? { fatalError() }
}

open class CIContext: NSObject {
    public override init() {}
    public func createCGImage(
        _: CIImage, from _: CGRect, format _: CIFormat, colorSpace _: CGColorSpace?
    ) -> CGImage? { fatalError() }
    public func jpegRepresentation(
        of _: CIImage, colorSpace _: CGColorSpace,
        options _: [CIImageRepresentationOption: Any] = [:]
    ) -> Data? { fatalError() }
}

public final class CGDataProvider: NSObject {
    // Apple's is a class that Data is bridged to.
    public var data: Data? { fatalError() }
}

public final class CGImage: NSObject {
    public var width: Int { fatalError() }
    public var height: Int { fatalError() }
    public var bytesPerRow: Int { fatalError() }
    public var dataProvider: CGDataProvider? { fatalError() }
}
