import AVFoundation
import CoreImage
import CoreMedia
import ImageIO

/// Small JPEGs of what a camera sees, about one a second. Touched on the camera's queue alone.
final class PreviewFrames: NSObject, AVCaptureVideoDataOutputSampleBufferDelegate {
    /// The core looks at no more than so many points of the longer side.
    private static let longSide: CGFloat = 1024

    let output = AVCaptureVideoDataOutput()
    private let context = CIContext()
    private var mouth: AsyncStream<Data>.Continuation?
    private var seen: () -> CGFloat? = { nil }
    private var next = ContinuousClock.now

    func begun() -> AsyncStream<Data> {
        let (frames, mouth) = AsyncStream.makeStream(
            of: Data.self, bufferingPolicy: .bufferingNewest(1))
        self.mouth = mouth
        return frames
    }

    /// - Parameter seen: Called for each frame; by how many degrees it has to be turned.
    func read(on queue: DispatchQueue, seen: @escaping () -> CGFloat?) {
        self.seen = seen
        output.alwaysDiscardsLateVideoFrames = true
        output.setSampleBufferDelegate(self, queue: queue)
    }

    func captureOutput(
        _: AVCaptureOutput, didOutput buffer: CMSampleBuffer, from connection: AVCaptureConnection
    ) {
        connection.turn(by: seen())
        let now = ContinuousClock.now
        guard now >= next, let image = buffer.imageBuffer else { return }
        next = now + .seconds(1)
        if let frame = jpeg(CIImage(cvPixelBuffer: image)) { mouth?.yield(frame) }
    }

    private func jpeg(_ image: CIImage) -> Data? {
        guard let colours = CGColorSpace(name: CGColorSpace.sRGB) else { return nil }
        let long = max(image.extent.width, image.extent.height)
        let scale = min(1, Self.longSide / long)
        let small = image.transformed(by: CGAffineTransform(scaleX: scale, y: scale))
        // In full quality: a dark one is small enough as it is, and the core takes none that is too small.
        let quality = CIImageRepresentationOption(
            rawValue: kCGImageDestinationLossyCompressionQuality as String)
        return context.jpegRepresentation(
            of: small, colorSpace: colours, options: [quality: 1.0])
    }
}

extension AVCaptureConnection {
    func turn(by angle: CGFloat?) {
        guard let angle, angle != videoRotationAngle, isVideoRotationAngleSupported(angle) else {
            return
        }
        videoRotationAngle = angle
    }
}
