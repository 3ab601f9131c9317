package doorstep.app

import android.view.Surface
import com.google.zxing.BinaryBitmap
import com.google.zxing.PlanarYUVLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader

/** A grey picture, a byte a point, row by row. */
class Grey(val bytes: ByteArray, val width: Int, val height: Int) {
    companion object {
        /** What is asked of a camera, in points: a code at arm's length has three for each module. */
        const val WIDTH = 1280
        const val HEIGHT = 720
    }
}

/** Pictures, one after the other, until it is closed. Both are called on a thread of its own. */
interface Camera {
    /** Shows what it sees on `preview`; `failed` if there is none, or somebody else has it. */
    fun open(preview: Surface?, seen: (Grey) -> Unit, failed: () -> Unit): AutoCloseable
}

/** The text of the code in a picture, if there is one. */
class CodeReader {
    private val reader = QRCodeReader()

    // One code in forty is not read however still it is held, by what it holds. Turned half round nearly
    // all of those are, because its marks are then looked for from the other end.
    fun read(picture: Grey): String? = read(picture.bytes, picture) ?: read(picture.bytes.reversedArray(), picture)

    private fun read(bytes: ByteArray, of: Grey): String? {
        val source = of.run { PlanarYUVLuminanceSource(bytes, width, height, 0, 0, width, height, false) }
        return try {
            reader.decode(BinaryBitmap(HybridBinarizer(source))).text
        } catch (_: ReaderException) {
            null
        }
    }
}
