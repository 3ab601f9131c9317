// A stand-in for Apple's AVFoundation, for checking on Linux. It is not Apple's: see README.md.

@_exported import Foundation
import UIKit

public struct AVMediaType: Hashable, Sendable {
    public static let video = AVMediaType()
}

public enum AVAuthorizationStatus: Sendable {
    case notDetermined, restricted, denied, authorized
}

public final class AVCaptureDevice: NSObject {
    public enum TorchMode: Sendable {
        case off, on, auto
    }
    public var hasTorch: Bool { fatalError() }
    public var torchMode: TorchMode {
        get { fatalError() }
        set { _ = newValue }
    }
    public func lockForConfiguration() throws {}
    public func unlockForConfiguration() {}
    public class func `default`(for _: AVMediaType) -> AVCaptureDevice? { fatalError() }
    public class func authorizationStatus(for _: AVMediaType) -> AVAuthorizationStatus {
        fatalError()
    }
    public class func requestAccess(for _: AVMediaType) async -> Bool { fatalError() }
}

open class AVCaptureInput: NSObject {}

public final class AVCaptureDeviceInput: AVCaptureInput {
    public init(device _: AVCaptureDevice) throws {}
}

open class AVCaptureOutput: NSObject {
    public func connection(with _: AVMediaType) -> AVCaptureConnection? { fatalError() }
}

public final class AVCaptureConnection: NSObject {
    public var videoRotationAngle: CGFloat {
        get { fatalError() }
        set { _ = newValue }
    }
    public func isVideoRotationAngleSupported(_: CGFloat) -> Bool { fatalError() }
}

open class AVCaptureSession: NSObject {
    public struct Preset: Hashable, Sendable {
        public static let photo = Preset()
    }
    public var sessionPreset: Preset {
        get { fatalError() }
        set { _ = newValue }
    }
    public func beginConfiguration() {}
    public func commitConfiguration() {}
    public class var wasInterruptedNotification: NSNotification.Name { fatalError() }
    public class var interruptionEndedNotification: NSNotification.Name { fatalError() }
    public class var runtimeErrorNotification: NSNotification.Name { fatalError() }
    public var inputs: [AVCaptureInput] { fatalError() }
    public var isRunning: Bool { fatalError() }
    public func canAddInput(_: AVCaptureInput) -> Bool { fatalError() }
    public func canAddOutput(_: AVCaptureOutput) -> Bool { fatalError() }
    public func addInput(_: AVCaptureInput) {}
    public func addOutput(_: AVCaptureOutput) {}
    public func startRunning() {}
    public func stopRunning() {}
}

open class AVMetadataObject: NSObject {
    public struct ObjectType: Hashable, Sendable {
        public static let qr = ObjectType()
    }
}

public final class AVMetadataMachineReadableCodeObject: AVMetadataObject {
    public var stringValue: String? { fatalError() }
}

public protocol AVCaptureMetadataOutputObjectsDelegate: AnyObject {
    func metadataOutput(
        _ output: AVCaptureMetadataOutput, didOutput metadataObjects: [AVMetadataObject],
        from connection: AVCaptureConnection)
}

public final class AVCaptureMetadataOutput: AVCaptureOutput {
    public var metadataObjectTypes: [AVMetadataObject.ObjectType]! {
        get { fatalError() }
        set { _ = newValue }
    }
    public func setMetadataObjectsDelegate(
        _: (any AVCaptureMetadataOutputObjectsDelegate)?, queue _: DispatchQueue?
    ) {}
}

public struct AVLayerVideoGravity: Hashable, Sendable {
    public static let resizeAspectFill = AVLayerVideoGravity()
}

public final class AVCaptureVideoPreviewLayer: CALayer {
    public var session: AVCaptureSession? {
        get { fatalError() }
        set { _ = newValue }
    }
    public var videoGravity: AVLayerVideoGravity {
        get { fatalError() }
        set { _ = newValue }
    }
}
