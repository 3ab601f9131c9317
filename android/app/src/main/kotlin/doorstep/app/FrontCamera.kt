package doorstep.app

import android.content.Context
import android.graphics.ImageFormat
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.hardware.display.DisplayManager
import android.media.Image
import android.media.ImageReader
import android.util.Size
import android.view.Display
import android.view.Surface

/** The camera at the phone's front, for faces. */
class FrontCamera(context: Context) : FaceCamera {
    private val manager = context.getSystemService(CameraManager::class.java)
    private val displays = context.getSystemService(DisplayManager::class.java)

    override fun open(preview: Surface?, frame: (ByteArray) -> Unit, failed: () -> Unit): FaceSession {
        val turned = displays.getDisplay(Display.DEFAULT_DISPLAY)?.rotation ?: Surface.ROTATION_0
        return Mirror(preview, turned * QUARTER, frame, failed).apply { begin(manager) }
    }

    private class Mirror(preview: Surface?, private val turned: Int, private val frame: (ByteArray) -> Unit, failed: () -> Unit) :
        Lens(CameraCharacteristics.LENS_FACING_FRONT, preview, failed),
        FaceSession {
        private var frames: ImageReader? = null
        private var photos: ImageReader? = null
        private var taken: ((ByteArray) -> Unit)? = null
        private var upright = 0
        private var shownNs = 0L

        override fun prepare(lens: CameraCharacteristics): Targets {
            upright = uprightBy(lens.get(CameraCharacteristics.SENSOR_ORIENTATION) ?: 0, turned)
            val sizes = checkNotNull(lens.get(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP))
            val small = largest(sizes.getOutputSizes(ImageFormat.YUV_420_888).orEmpty().toList(), FRAME)
            val large = largest(sizes.getOutputSizes(ImageFormat.JPEG).orEmpty().toList(), PHOTO)
            val frames = ImageReader.newInstance(small.width, small.height, ImageFormat.YUV_420_888, 2).also { frames = it }
            val photos = ImageReader.newInstance(large.width, large.height, ImageFormat.JPEG, 1).also { photos = it }
            frames.setOnImageAvailableListener({ it.acquireLatestImage()?.use(::see) }, handler)
            photos.setOnImageAvailableListener({ it.acquireLatestImage()?.use(::give) }, handler)
            return Targets(frames.surface, photos.surface)
        }

        override fun CaptureRequest.Builder.look() = set(CaptureRequest.FLASH_MODE, CaptureRequest.FLASH_MODE_OFF)

        private fun see(image: Image) {
            if (image.timestamp - shownNs < SECOND_NS) return
            shownNs = image.timestamp
            frame(jpeg(image, upright))
        }

        private fun give(image: Image) {
            val buffer = image.planes[0].buffer
            taken?.invoke(ByteArray(buffer.remaining()).also(buffer::get))
            taken = null
        }

        override fun take(taken: (ByteArray) -> Unit) {
            handler.post {
                this.taken = taken
                capture {
                    set(CaptureRequest.FLASH_MODE, CaptureRequest.FLASH_MODE_OFF)
                    set(CaptureRequest.JPEG_QUALITY, QUALITY)
                    set(CaptureRequest.JPEG_ORIENTATION, upright)
                }
            }
        }

        override fun end() {
            frames?.close()
            photos?.close()
        }
    }

    private companion object {
        const val QUARTER = 90
        const val SECOND_NS = 1_000_000_000L
        const val QUALITY: Byte = 95

        /** Points of a frame and of a photo, at most. */
        const val FRAME = 1280 * 720
        const val PHOTO = 12_000_000
    }
}

/** Degrees by which a picture of the front lens is turned clockwise to stand upright, on a display that is turned so far. */
internal fun uprightBy(sensor: Int, display: Int) = (sensor + display) % 360

/** The largest size of at most so many points, or the smallest of all. */
internal fun largest(sizes: List<Size>, points: Int): Size {
    val fitting = sizes.filter { it.width * it.height <= points }
    return fitting.maxByOrNull { it.width * it.height } ?: sizes.minBy { it.width * it.height }
}
