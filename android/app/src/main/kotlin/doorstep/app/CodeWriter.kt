package doorstep.app

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel
import com.google.zxing.qrcode.encoder.Encoder
import doorstep.QrMatrix

/** The code of a text that the core gives as a text alone; no text of the core's is longer than any code. */
fun codeOf(text: String): QrMatrix {
    val code = Encoder.encode(text, ErrorCorrectionLevel.L).matrix
    val side = code.width
    return QrMatrix(side.toUInt(), ByteArray(side * side) { code[it % side, it / side] })
}
