package doorstep.app

import android.content.Context
import android.graphics.ImageFormat
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.media.Image
import android.media.ImageReader
import android.view.Surface

/** The camera at the phone's back, for codes. */
class PhoneCamera(context: Context) : Camera {
    private val manager = context.getSystemService(CameraManager::class.java)

    override fun open(preview: Surface?, seen: (GreyImage) -> Unit, failed: () -> Unit): CameraSession =
        Watch(preview, seen, failed).apply { begin(manager) }

    private class Watch(preview: Surface?, private val seen: (GreyImage) -> Unit, failed: () -> Unit) :
        Lens(CameraCharacteristics.LENS_FACING_BACK, preview, failed),
        CameraSession {
        private val reader = ImageReader.newInstance(GreyImage.WIDTH, GreyImage.HEIGHT, ImageFormat.YUV_420_888, 2)
        private var isLit = false

        override fun prepare(lens: CameraCharacteristics): Targets {
            reader.setOnImageAvailableListener({ it.acquireLatestImage()?.use { image -> seen(grey(image)) } }, handler)
            return Targets(reader.surface)
        }

        override fun CaptureRequest.Builder.look() =
            set(CaptureRequest.FLASH_MODE, if (isLit) CaptureRequest.FLASH_MODE_TORCH else CaptureRequest.FLASH_MODE_OFF)

        override fun light(on: Boolean) {
            handler.post {
                isLit = on
                look()
            }
        }

        override fun end() = reader.close()

        private fun grey(image: Image): GreyImage {
            val plane = image.planes[0]
            val bytes = ByteArray(image.width * image.height)
            for (row in 0 until image.height) {
                plane.buffer.position(row * plane.rowStride)
                plane.buffer.get(bytes, row * image.width, image.width)
            }
            return GreyImage(bytes, image.width, image.height)
        }
    }
}
