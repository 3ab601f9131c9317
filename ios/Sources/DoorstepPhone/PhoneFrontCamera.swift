import AVFoundation
import DoorstepModel

/// The front camera of this phone: frames of what it sees, and one photo when it is asked. Nothing of it
/// is ever written to a file.
public final class PhoneFrontCamera: FrontCamera, @unchecked Sendable {
    private let frames = PreviewFrames()
    private let photos = PhotoTaker()
    // From here on by the camera's queue alone.
    private var rotation: AVCaptureDevice.RotationCoordinator?
    private let camera = CameraSession()

    public init() {
        camera.connect = { [weak self] in self?.connect($0) ?? false }
    }

    /// For the preview, which only shows it, as a mirror does.
    public var session: AVCaptureSession { camera.session }

    public func start() async -> FrontView {
        await withCheckedContinuation { answer in
            camera.queue.async {
                let frames = self.frames.begun()
                answer.resume(returning: FrontView(frames: frames, answers: self.camera.start()))
            }
        }
    }

    public func stop() {
        camera.queue.async { self.camera.stop() }
    }

    public func photo() async -> Data? {
        await withCheckedContinuation { answer in
            camera.queue.async {
                guard self.session.isRunning else { return answer.resume(returning: nil) }
                self.photos.take(turned: self.angle) { answer.resume(returning: $0) }
            }
        }
    }

    /// How far a picture has to be turned to stand upright as the phone is held, in degrees.
    private var angle: CGFloat? { rotation?.videoRotationAngleForHorizonLevelCapture }

    private func connect(_ session: AVCaptureSession) -> Bool {
        let front = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: .front)
        guard let front, let input = try? AVCaptureDeviceInput(device: front),
            session.canAddInput(input), session.canAddOutput(photos.output),
            session.canAddOutput(frames.output)
        else { return false }
        session.beginConfiguration()
        session.sessionPreset = .photo
        session.addInput(input)
        session.addOutput(photos.output)
        session.addOutput(frames.output)
        session.commitConfiguration()
        rotation = AVCaptureDevice.RotationCoordinator(device: front, previewLayer: nil)
        frames.read(on: camera.queue) { [weak self] in
            self?.camera.sees()
            return self?.angle
        }
        return true
    }
}
