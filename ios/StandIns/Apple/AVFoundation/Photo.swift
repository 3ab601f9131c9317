// A stand-in for Apple's AVFoundation, for checking on Linux. It is not Apple's: see README.md.

import CoreMedia
import Foundation
import UIKit

// swift-format-ignore: AlwaysUseLowerCamelCase
public let AVVideoCodecKey = ""

public struct AVVideoCodecType: Hashable, Sendable {
    public static let jpeg = AVVideoCodecType()
}

open class AVCapturePhotoSettings: NSObject {
    public init(format _: [String: Any]?) {}
    public var flashMode: AVCaptureDevice.FlashMode {
        get { fatalError() }
        set { _ = newValue }
    }
}

open class AVCapturePhoto: NSObject {
    public func fileDataRepresentation() -> Data? { fatalError() }
}

open class AVCaptureResolvedPhotoSettings: NSObject {}

/// Apple's methods are optional.
public protocol AVCapturePhotoCaptureDelegate: NSObjectProtocol {
    func photoOutput(
        _ output: AVCapturePhotoOutput, didFinishProcessingPhoto photo: AVCapturePhoto,
        error: (any Error)?)
    func photoOutput(
        _ output: AVCapturePhotoOutput,
        didFinishCaptureFor resolvedSettings: AVCaptureResolvedPhotoSettings, error: (any Error)?)
}

open class AVCapturePhotoOutput: AVCaptureOutput {
    public override init() {}
    public func capturePhoto(
        with _: AVCapturePhotoSettings, delegate _: any AVCapturePhotoCaptureDelegate
    ) {}
}

public protocol AVCaptureVideoDataOutputSampleBufferDelegate: NSObjectProtocol {
    func captureOutput(
        _ output: AVCaptureOutput, didOutput sampleBuffer: CMSampleBuffer,
        from connection: AVCaptureConnection)
}

open class AVCaptureVideoDataOutput: AVCaptureOutput {
    public override init() {}
    public var alwaysDiscardsLateVideoFrames: Bool {
        get { fatalError() }
        set { _ = newValue }
    }
    public func setSampleBufferDelegate(
        _: (any AVCaptureVideoDataOutputSampleBufferDelegate)?, queue _: DispatchQueue?
    ) {}
}

extension AVCaptureDevice {
    public struct DeviceType: Hashable, Sendable {
        public static let builtInWideAngleCamera = DeviceType()
    }

    public enum Position: Int, Sendable {
        case unspecified, back, front
    }

    public enum FlashMode: Int, Sendable {
        case off, on, auto
    }

    public class func `default`(
        _: DeviceType, for _: AVMediaType?, position _: Position
    ) -> AVCaptureDevice? { fatalError() }

    open class RotationCoordinator: NSObject {
        public init(device _: AVCaptureDevice, previewLayer _: CALayer?) {}
        public var videoRotationAngleForHorizonLevelCapture: CGFloat { fatalError() }
    }
}
