import AVFoundation

/// Reads codes with the camera, by the system's own reader. Keeps no picture.
public final class CodeReader: NSObject, AVCaptureMetadataOutputObjectsDelegate, @unchecked Sendable
{
    /// Touched on `queue` alone, but by the preview, which only shows it.
    public let session = AVCaptureSession()
    private let queue = DispatchQueue(label: "doorstep.camera")
    /// On `queue` alone.
    private var mouth: AsyncStream<String>.Continuation?

    public override init() {}

    /// Starts the camera.
    ///
    /// - Returns: The texts of codes, the newest only: an old one has left the picture. Nothing if
    ///   the camera does not answer. A stream ends with the task that reads it.
    public func start() async -> AsyncStream<String>? {
        await withCheckedContinuation { answer in
            queue.async { answer.resume(returning: self.run() ? self.texts() : nil) }
        }
    }

    /// Stops the camera.
    public func stop() {
        queue.async { self.session.stopRunning() }
    }

    private func texts() -> AsyncStream<String> {
        let (texts, mouth) = AsyncStream.makeStream(
            of: String.self, bufferingPolicy: .bufferingNewest(1))
        self.mouth = mouth
        return texts
    }

    private func run() -> Bool {
        guard session.inputs.isEmpty else {
            session.startRunning()
            return session.isRunning
        }
        let output = AVCaptureMetadataOutput()
        guard let camera = AVCaptureDevice.default(for: .video),
            let input = try? AVCaptureDeviceInput(device: camera),
            session.canAddInput(input), session.canAddOutput(output)
        else { return false }
        session.addInput(input)
        session.addOutput(output)
        output.setMetadataObjectsDelegate(self, queue: queue)
        output.metadataObjectTypes = [.qr]
        session.startRunning()
        return session.isRunning
    }

    public func metadataOutput(
        _: AVCaptureMetadataOutput, didOutput objects: [AVMetadataObject],
        from _: AVCaptureConnection
    ) {
        for case let code as AVMetadataMachineReadableCodeObject in objects {
            if let text = code.stringValue { mouth?.yield(text) }
        }
    }
}
