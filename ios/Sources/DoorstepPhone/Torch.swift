import AVFoundation

/// The light beside the camera. The system puts it out whenever the camera stops.
struct Torch {
    private var isLit = false

    mutating func light(_ isLit: Bool) {
        self.isLit = isLit
        set()
    }

    /// The camera runs again.
    func again() {
        if isLit { set() }
    }

    private func set() {
        guard let camera = AVCaptureDevice.default(for: .video), camera.hasTorch else { return }
        do {
            try camera.lockForConfiguration()
            camera.torchMode = isLit ? .on : .off
            camera.unlockForConfiguration()
        } catch {
            // Another app has the camera: the light is set when it comes back.
        }
    }
}
