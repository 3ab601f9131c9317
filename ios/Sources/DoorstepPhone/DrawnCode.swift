import CoreImage
import Doorstep
import DoorstepModel

/// A text as a code. Codes with passes come drawn from the core; of a text alone the phone's system draws one.
public enum DrawnCode {
    /// - Returns: Nothing if the text is longer than any code.
    public static func of(_ text: String) -> QrMatrix? {
        let wishes: [String: Any] = [
            "inputMessage": Data(text.utf8), "inputCorrectionLevel": "M",
        ]
        let filter = CIFilter(name: "CIQRCodeGenerator", parameters: wishes)
        guard let image = filter?.outputImage,
            let grey = CGColorSpace(name: CGColorSpace.linearGray),
            let drawn = CIContext().createCGImage(
                image, from: image.extent, format: .L8, colorSpace: grey),
            let shades = drawn.dataProvider?.data as Data?
        else { return nil }
        return CodePixels(
            shades: shades, width: drawn.width, height: drawn.height, perRow: drawn.bytesPerRow
        ).matrix
    }
}
