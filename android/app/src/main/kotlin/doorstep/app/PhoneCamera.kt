package doorstep.app

import android.annotation.SuppressLint
import android.content.Context
import android.graphics.ImageFormat
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.media.Image
import android.media.ImageReader
import android.os.Handler
import android.os.HandlerThread
import android.view.Surface

/** The camera at the phone's back, by the framework alone. */
class PhoneCamera(context: Context) : Camera {
    private val manager = context.getSystemService(CameraManager::class.java)

    override fun open(preview: Surface?, seen: (GreyImage) -> Unit, failed: () -> Unit): CameraSession =
        Watch(preview, seen, failed).apply { begin(manager) }

    // Everything of it is done on its thread: the camera's service may take its time.
    private class Watch(private val preview: Surface?, private val seen: (GreyImage) -> Unit, private val failed: () -> Unit) :
        CameraDevice.StateCallback(),
        CameraSession {
        private val thread = HandlerThread("camera").apply { start() }
        private val handler = Handler(thread.looper)
        private val reader = ImageReader.newInstance(GreyImage.WIDTH, GreyImage.HEIGHT, ImageFormat.YUV_420_888, 2)
        private val targets = listOfNotNull(preview, reader.surface)
        private var device: CameraDevice? = null
        private var session: CameraCaptureSession? = null
        private var isLit = false

        fun begin(manager: CameraManager) {
            handler.post { start(manager) }
        }

        override fun light(on: Boolean) {
            handler.post {
                isLit = on
                session?.let(::look)
            }
        }

        // Who may not use the camera is told by the exception; the screen has asked before.
        @SuppressLint("MissingPermission")
        private fun start(manager: CameraManager) {
            reader.setOnImageAvailableListener({ it.acquireLatestImage()?.use { image -> seen(grey(image)) } }, handler)
            try {
                val back = manager.cameraIdList.firstOrNull { id ->
                    val facing = manager.getCameraCharacteristics(id).get(CameraCharacteristics.LENS_FACING)
                    facing == CameraCharacteristics.LENS_FACING_BACK
                }
                back?.let { manager.openCamera(it, this, handler) } ?: failed()
            } catch (_: CameraAccessException) {
                failed()
            } catch (_: SecurityException) {
                failed()
            } catch (_: IllegalArgumentException) {
                // It was taken off, or switched off by whoever owns the phone, since it was listed.
                failed()
            }
        }

        @Suppress("DEPRECATION") // The newer way is not there on the oldest phones.
        override fun onOpened(camera: CameraDevice) {
            device = camera
            val configured = object : CameraCaptureSession.StateCallback() {
                override fun onConfigured(session: CameraCaptureSession) {
                    this@Watch.session = session
                    look(session)
                }

                override fun onConfigureFailed(session: CameraCaptureSession) = failed()
            }
            try {
                camera.createCaptureSession(targets, configured, handler)
            } catch (_: CameraAccessException) {
                failed()
            } catch (_: IllegalArgumentException) {
                // The preview has gone meanwhile; who comes back to it looks anew.
            } catch (_: IllegalStateException) {
                // Closed meanwhile.
            }
        }

        private fun look(session: CameraCaptureSession) = try {
            val request = session.device.createCaptureRequest(CameraDevice.TEMPLATE_PREVIEW)
            targets.forEach(request::addTarget)
            request.set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
            request.set(CaptureRequest.FLASH_MODE, if (isLit) CaptureRequest.FLASH_MODE_TORCH else CaptureRequest.FLASH_MODE_OFF)
            session.setRepeatingRequest(request.build(), null, handler)
            Unit
        } catch (_: CameraAccessException) {
            failed()
        } catch (_: IllegalArgumentException) {
            // The preview has gone meanwhile.
        } catch (_: IllegalStateException) {
            // Closed meanwhile.
        }

        override fun onDisconnected(camera: CameraDevice) {
            camera.close()
            failed()
        }

        override fun onError(camera: CameraDevice, error: Int) = onDisconnected(camera)

        override fun close() {
            handler.post {
                session = null
                device?.close()
                reader.close()
                preview?.release()
                thread.quitSafely()
            }
        }

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
