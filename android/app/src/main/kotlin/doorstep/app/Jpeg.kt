package doorstep.app

import android.graphics.ImageFormat
import android.graphics.Rect
import android.graphics.YuvImage
import android.media.Image
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer

/** A frame of the camera as JPEG, which says by how many degrees it is turned clockwise to stand upright. */
fun jpeg(image: Image, degrees: Int): ByteArray {
    val planes = image.planes.map { ColourPlane(it.buffer, it.rowStride, it.pixelStride) }
    val bytes = ByteArrayOutputStream()
    val whole = Rect(0, 0, image.width, image.height)
    YuvImage(nv21(planes, image.width, image.height), ImageFormat.NV21, image.width, image.height, null)
        .compressToJpeg(whole, QUALITY, bytes)
    return turned(bytes.toByteArray(), degrees)
}

/** Brightness, or one of two colours; bytes from row to row and from point to point. */
internal class ColourPlane(val bytes: ByteBuffer, val row: Int, val point: Int)

/** Brightness point by point, then the colours in pairs, the red first. */
internal fun nv21(planes: List<ColourPlane>, width: Int, height: Int): ByteArray {
    val all = ByteArray(width * height * 3 / 2)
    val (brightness, blue, red) = planes
    for (y in 0 until height) for (x in 0 until width) all[y * width + x] = brightness.at(x, y)
    var at = width * height
    for (y in 0 until height / 2) {
        for (x in 0 until width / 2) {
            all[at++] = red.at(x, y)
            all[at++] = blue.at(x, y)
        }
    }
    return all
}

private fun ColourPlane.at(x: Int, y: Int) = bytes.get(y * row + x * point)

/** The same JPEG with an Exif that says nothing but how it is turned (CIPA DC-008, tag 0x0112). */
internal fun turned(jpeg: ByteArray, degrees: Int): ByteArray {
    val orientation = ORIENTATIONS[degrees % 360] ?: return jpeg
    val exif = byteArrayOf(-1, 0xE1.toByte(), 0, 34) + "Exif\u0000\u0000MM\u0000*".encodeToByteArray() +
        byteArrayOf(0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0)
    val begin = 2
    return jpeg.copyOf(begin) + exif + jpeg.copyOfRange(begin, jpeg.size)
}

private val ORIENTATIONS = mapOf(90 to 6.toByte(), 180 to 3.toByte(), 270 to 8.toByte())

// Below this a dim frame is smaller than what the core calls a photo.
private const val QUALITY = 95
