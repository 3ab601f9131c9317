import AVFoundation
import DoorstepModel

/// A camera that runs for as long as it is wanted, also after another app had it and after it has failed.
/// Everything here is called on `queue` alone once it has started, but for the session, which a preview only
/// shows.
final class CameraSession: @unchecked Sendable {
    let session = AVCaptureSession()
    let queue = DispatchQueue(label: "doorstep.camera")
    /// Connects a camera to what reads it; whether there was one.
    var connect: (AVCaptureSession) -> Bool = { _ in false }
    /// Called whenever it has started.
    var runs: () -> Void = {}
    private var answers: AsyncStream<Bool>.Continuation?
    private var isWanted = false
    private var backoff = Backoff.ofCamera
    private var troubles: CameraInterruptions?

    /// Starts it. One that does not answer now may do so later.
    ///
    /// - Returns: Whether it answers.
    func start() -> AsyncStream<Bool> {
        let (answering, answers) = AsyncStream.makeStream(
            of: Bool.self, bufferingPolicy: .bufferingNewest(1))
        (self.answers, isWanted) = (answers, true)
        if troubles == nil {
            troubles = CameraInterruptions(of: session) { [weak self] in self?.hear($0) }
        }
        run()
        return answering
    }

    func stop() {
        isWanted = false
        session.stopRunning()
    }

    /// It sees.
    func sees() {
        backoff.reset()
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
        if !session.inputs.isEmpty || connect(session) { session.startRunning() }
        runs()
        answers?.yield(session.isRunning)
    }
}
