import AVFoundation
import SwiftUI
import UIKit

/// What the camera sees.
struct CameraView: UIViewRepresentable {
    let session: AVCaptureSession

    func makeUIView(context _: Context) -> Preview {
        let view = Preview()
        view.picture?.session = session
        view.picture?.videoGravity = .resizeAspectFill
        return view
    }

    func updateUIView(_: Preview, context _: Context) {}

    /// A view whose layer is the picture, so that it turns and grows with it.
    final class Preview: UIView {
        override class var layerClass: AnyClass { AVCaptureVideoPreviewLayer.self }

        var picture: AVCaptureVideoPreviewLayer? { layer as? AVCaptureVideoPreviewLayer }
    }
}
