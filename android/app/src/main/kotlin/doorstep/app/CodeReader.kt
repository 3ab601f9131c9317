package doorstep.app

import com.google.zxing.Binarizer
import com.google.zxing.BinaryBitmap
import com.google.zxing.LuminanceSource
import com.google.zxing.PlanarYUVLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.common.BitArray
import com.google.zxing.common.BitMatrix
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.multi.GenericMultipleBarcodeReader
import com.google.zxing.qrcode.QRCodeReader

/** Reads the codes in pictures, dark on light or light on dark. */
class CodeReader {
    private val one = QRCodeReader()

    // The library's other reader of several codes looks for days at a picture that is full of corners.
    private val several = GenericMultipleBarcodeReader(one)

    /** The text of the code in a picture, if there is one. */
    fun read(picture: GreyImage): String? = readAll(picture).firstOrNull()

    /** The texts of all the codes in a picture. */
    fun readAll(picture: GreyImage): List<String> {
        val negative = ByteArray(picture.bytes.size) { picture.bytes[it].toInt().inv().toByte() }
            .let { GreyImage(it, picture.width, picture.height) }
        val clear = (texts(picture, ::HybridBinarizer) + texts(negative, ::HybridBinarizer)).distinct()
        return clear.ifEmpty { texts(picture, ::NearBinarizer) }.ifEmpty { texts(negative, ::NearBinarizer) }
    }

    // One code in forty is not read however still it is held, by what it holds, and of two at one height
    // often one alone. Turned half round nearly all of those are, because their marks are then looked for
    // from the other end.
    private fun texts(picture: GreyImage, black: (LuminanceSource) -> Binarizer): List<String> =
        (texts(picture.bytes, picture, black) + texts(picture.bytes.reversedArray(), picture, black)).distinct()

    private fun texts(bytes: ByteArray, of: GreyImage, black: (LuminanceSource) -> Binarizer): List<String> {
        val source = of.run { PlanarYUVLuminanceSource(bytes, width, height, 0, 0, width, height, false) }
        return try {
            several.decodeMultiple(BinaryBitmap(black(source))).map { it.text }
        } catch (_: ReaderException) {
            emptyList()
        }
    }
}

/**
 * Black is what is darker than the mean around it: for pale print, whose white edge counts as black where
 * the mean of a few blocks decides, and for print in uneven light, which no one threshold parts.
 */
private class NearBinarizer(source: LuminanceSource) : Binarizer(source) {
    override fun createBinarizer(source: LuminanceSource): Binarizer = NearBinarizer(source)

    override fun getBlackRow(y: Int, row: BitArray?): BitArray = blackMatrix.getRow(y, row)

    override fun getBlackMatrix(): BitMatrix {
        val grey = luminanceSource.matrix
        val sums = sums(grey)
        val near = maxOf(maxOf(width, height) / NEAR, LEAST_NEAR)
        val matrix = BitMatrix(width, height)
        for (y in 0 until height) {
            val top = maxOf(y - near, 0) * (width + 1)
            val bottom = minOf(y + near + 1, height) * (width + 1)
            for (x in 0 until width) {
                val left = maxOf(x - near, 0)
                val right = minOf(x + near + 1, width)
                val sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left]
                val count = (right - left) * (bottom - top) / (width + 1)
                if (grey(grey[y * width + x]) * count * PERCENT < sum * DARKER) matrix.set(x, y)
            }
        }
        return matrix
    }

    /** Of all that is above and left of each corner, so that four corners tell the sum of any rectangle. */
    private fun sums(grey: ByteArray): LongArray {
        val stride = width + 1
        val sums = LongArray(stride * (height + 1))
        for (y in 0 until height) {
            var row = 0L
            for (x in 0 until width) {
                row += grey(grey[y * width + x])
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row
            }
        }
        return sums
    }

    private fun grey(point: Byte): Long = point.toLong() and 0xff

    private companion object {
        /** What is near reaches so far, as a share of the longer side, and at least so many points. */
        const val NEAR = 24
        const val LEAST_NEAR = 6

        /** A little darker than the mean, or the grain of an empty place would stand out. */
        const val DARKER = 99L
        const val PERCENT = 100L
    }
}
