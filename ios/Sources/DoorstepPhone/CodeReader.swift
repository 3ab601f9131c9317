import AVFoundation
import DoorstepModel

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

    /// Touched on `queue` alone, but by the preview, which only shows it.
    public let session = AVCaptureSession()
    private let queue = DispatchQueue(label: "doorstep.camera")
    // From here on `queue` alone.
    private var mouth: AsyncStream<[String]>.Continuation?
    private var answers: AsyncStream<Bool>.Continuation?
    private var isWanted = false
    private var torch = Torch()
    private var backoff = Backoff.ofCamera
    private var troubles: CameraInterruptions?

    public override init() {}

    /// Whether the phone has a light beside its camera.
    public static var hasTorch: Bool { AVCaptureDevice.default(for: .video)?.hasTorch == true }

    /// Starts the camera. One that does not answer now may do so later.
    public func start() async -> Scan {
        await withCheckedContinuation { answer in
            queue.async { answer.resume(returning: self.begun()) }
        }
    }

    /// Stops the camera.
    public func stop() {
        queue.async {
            self.isWanted = false
            self.session.stopRunning()
        }
    }

    /// Lights what the camera sees, for as long as it runs.
    public func light(_ isLit: Bool) {
        queue.async { self.torch.light(isLit) }
    }

    private func begun() -> Scan {
        let (texts, mouth) = AsyncStream.makeStream(
            of: [String].self, bufferingPolicy: .bufferingNewest(1))
        let (answering, answers) = AsyncStream.makeStream(
            of: Bool.self, bufferingPolicy: .bufferingNewest(1))
        (self.mouth, self.answers, isWanted) = (mouth, answers, true)
        if troubles == nil {
            troubles = CameraInterruptions(of: session) { [weak self] in self?.hear($0) }
        }
        run()
        return Scan(texts: texts, answers: answering)
    }

    private func hear(_ news: CameraInterruptions.News) {
        queue.async {
            switch news {
            case .taken: self.answers?.yield(false)
            case .free: self.run()
            case .failed: self.runLater()
            }
        }
    }

    /// One whose error repeats is not started again and again.
    private func runLater() {
        answers?.yield(false)
        let wait = DispatchTimeInterval.milliseconds(Int(backoff.wait()))
        queue.asyncAfter(deadline: .now() + wait) { self.run() }
    }

    private func run() {
        guard isWanted else { return }
        if !session.inputs.isEmpty || connect() { session.startRunning() }
        torch.again()
        answers?.yield(session.isRunning)
    }

    /// Connects the camera to the reader.
    private func connect() -> Bool {
        let output = AVCaptureMetadataOutput()
        guard let camera = AVCaptureDevice.default(for: .video),
            let input = try? AVCaptureDeviceInput(device: camera),
            session.canAddInput(input), session.canAddOutput(output)
        else { return false }
        session.addInput(input)
        session.addOutput(output)
        output.setMetadataObjectsDelegate(self, queue: queue)
        output.metadataObjectTypes = [.qr]
        return true
    }

    public func metadataOutput(
        _: AVCaptureMetadataOutput, didOutput objects: [AVMetadataObject],
        from _: AVCaptureConnection
    ) {
        // It sees again.
        backoff.reset()
        let texts = objects.compactMap { ($0 as? AVMetadataMachineReadableCodeObject)?.stringValue }
        if !texts.isEmpty { mouth?.yield(texts) }
    }
}
