import AVFoundation

/// Reads codes with the camera, by the system's own reader. Keeps no picture.
public final class CodeReader: NSObject, AVCaptureMetadataOutputObjectsDelegate, @unchecked Sendable
{
    /// What the camera tells for as long as it is read. The streams end with the tasks that read them.
    public struct Scan: Sendable {
        /// The texts of all the codes in a picture, the newest only: an old one has left the view.
        public let texts: AsyncStream<[String]>
        /// Whether the camera answers. It may be taken by another app and come back.
        public let answers: AsyncStream<Bool>
    }

    // From here on by the camera's queue alone.
    private var mouth: AsyncStream<[String]>.Continuation?
    private var torch = Torch()
    private let camera = CameraSession()

    public override init() {
        super.init()
        camera.connect = { [weak self] in self?.connect($0) ?? false }
        camera.runs = { [weak self] in self?.torch.again() }
    }

    /// For the preview, which only shows it.
    public var session: AVCaptureSession { camera.session }

    /// Whether the phone has a light beside its camera.
    public static var hasTorch: Bool { AVCaptureDevice.default(for: .video)?.hasTorch == true }

    /// Starts the camera. One that does not answer now may do so later.
    public func start() async -> Scan {
        await withCheckedContinuation { answer in
            camera.queue.async { answer.resume(returning: self.begun()) }
        }
    }

    /// Stops the camera.
    public func stop() {
        camera.queue.async { self.camera.stop() }
    }

    /// Lights what the camera sees, for as long as it runs.
    public func light(_ isLit: Bool) {
        camera.queue.async { self.torch.light(isLit) }
    }

    private func begun() -> Scan {
        let (texts, mouth) = AsyncStream.makeStream(
            of: [String].self, bufferingPolicy: .bufferingNewest(1))
        self.mouth = mouth
        return Scan(texts: texts, answers: camera.start())
    }

    /// Connects the camera to the reader.
    private func connect(_ session: AVCaptureSession) -> Bool {
        let output = AVCaptureMetadataOutput()
        guard let camera = AVCaptureDevice.default(for: .video),
            let input = try? AVCaptureDeviceInput(device: camera),
            session.canAddInput(input), session.canAddOutput(output)
        else { return false }
        session.addInput(input)
        session.addOutput(output)
        output.setMetadataObjectsDelegate(self, queue: self.camera.queue)
        output.metadataObjectTypes = [.qr]
        return true
    }

    public func metadataOutput(
        _: AVCaptureMetadataOutput, didOutput objects: [AVMetadataObject],
        from _: AVCaptureConnection
    ) {
        camera.sees()
        let texts = objects.compactMap { ($0 as? AVMetadataMachineReadableCodeObject)?.stringValue }
        if !texts.isEmpty { mouth?.yield(texts) }
    }
}
