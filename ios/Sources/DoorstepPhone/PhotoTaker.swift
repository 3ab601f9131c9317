import AVFoundation

/// Takes one photo at a time. Asked on the camera's queue; the system answers on one of its own.
final class PhotoTaker: NSObject, AVCapturePhotoCaptureDelegate, @unchecked Sendable {
    let output = AVCapturePhotoOutput()
    private let lock = NSLock()
    private var answer: (@Sendable (Data?) -> Void)?

    /// - Parameters:
    ///   - angle: By how many degrees it has to be turned to stand upright.
    ///   - answer: Hears the JPEG, once; nothing if there is none, or another is taken.
    func take(turned angle: CGFloat?, answer: @escaping @Sendable (Data?) -> Void) {
        let isFree = lock.withLock {
            defer { if self.answer == nil { self.answer = answer } }
            return self.answer == nil
        }
        guard isFree else { return answer(nil) }
        output.connection(with: .video)?.turn(by: angle)
        let settings = AVCapturePhotoSettings(format: [AVVideoCodecKey: AVVideoCodecType.jpeg])
        settings.flashMode = .off
        output.capturePhoto(with: settings, delegate: self)
    }

    func photoOutput(
        _: AVCapturePhotoOutput, didFinishProcessingPhoto photo: AVCapturePhoto,
        error: (any Error)?
    ) {
        end(error == nil ? photo.fileDataRepresentation() : nil)
    }

    // It ends here also if no photo has come.
    func photoOutput(
        _: AVCapturePhotoOutput, didFinishCaptureFor _: AVCaptureResolvedPhotoSettings,
        error _: (any Error)?
    ) {
        end(nil)
    }

    private func end(_ jpeg: Data?) {
        let waiting = lock.withLock {
            defer { answer = nil }
            return answer
        }
        waiting?(jpeg)
    }
}
