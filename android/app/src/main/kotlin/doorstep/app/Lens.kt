package doorstep.app

import android.annotation.SuppressLint
import android.hardware.camera2.CameraAccessException
import android.hardware.camera2.CameraCaptureSession
import android.hardware.camera2.CameraCharacteristics
import android.hardware.camera2.CameraDevice
import android.hardware.camera2.CameraManager
import android.hardware.camera2.CaptureRequest
import android.os.Handler
import android.os.HandlerThread
import android.view.Surface

/**
 * A lens of the phone that looks, by the framework alone. Everything of it is done on its thread: the camera's
 * service may take its time.
 */
internal abstract class Lens(private val facing: Int, private val preview: Surface?, private val failed: () -> Unit) :
    CameraDevice.StateCallback(),
    AutoCloseable {
    private val thread = HandlerThread("camera").apply { start() }
    private var device: CameraDevice? = null
    private var session: CameraCaptureSession? = null
    protected val handler = Handler(thread.looper)

    /** Where pictures go besides the preview, made for this lens: those that come all the time, and the others. */
    protected abstract fun prepare(lens: CameraCharacteristics): Targets

    /** How it looks, besides the focus. */
    protected abstract fun CaptureRequest.Builder.look()

    /** Ends what pictures went to. */
    protected abstract fun end()

    protected class Targets(val always: Surface, val sometimes: Surface? = null)

    private lateinit var targets: Targets

    fun begin(manager: CameraManager) {
        handler.post { start(manager) }
    }

    // Who may not use the camera is told by the exception; the screen has asked before.
    @SuppressLint("MissingPermission")
    private fun start(manager: CameraManager) = trying {
        val lenses = manager.cameraIdList.asSequence().map { it to manager.getCameraCharacteristics(it) }
        val (id, lens) = lenses.firstOrNull { (_, lens) -> lens.get(CameraCharacteristics.LENS_FACING) == facing } ?: return@trying failed()
        targets = prepare(lens)
        manager.openCamera(id, this, handler)
    }

    @Suppress("DEPRECATION") // The newer way is not there on the oldest phones.
    override fun onOpened(camera: CameraDevice) {
        device = camera
        val configured = object : CameraCaptureSession.StateCallback() {
            override fun onConfigured(session: CameraCaptureSession) {
                this@Lens.session = session
                look()
            }

            override fun onConfigureFailed(session: CameraCaptureSession) = failed()
        }
        whileSeen { camera.createCaptureSession(listOfNotNull(preview, targets.always, targets.sometimes), configured, handler) }
    }

    /** Looks on, as [look] says now. */
    protected fun look() = whileSeen {
        session?.run {
            setRepeatingRequest(request(CameraDevice.TEMPLATE_PREVIEW, listOfNotNull(preview, targets.always)) { look() }, null, handler)
        }
    }

    /** One picture to where pictures go sometimes. */
    protected fun capture(more: CaptureRequest.Builder.() -> Unit) = whileSeen {
        session?.run { capture(request(CameraDevice.TEMPLATE_STILL_CAPTURE, listOfNotNull(targets.sometimes), more), null, handler) }
    }

    private fun CameraCaptureSession.request(template: Int, to: List<Surface>, more: CaptureRequest.Builder.() -> Unit) =
        device.createCaptureRequest(template).apply {
            to.forEach(::addTarget)
            set(CaptureRequest.CONTROL_AF_MODE, CaptureRequest.CONTROL_AF_MODE_CONTINUOUS_PICTURE)
            more()
        }.build()

    private fun trying(work: () -> Unit) = try {
        work()
    } catch (_: CameraAccessException) {
        failed()
    } catch (_: SecurityException) {
        failed()
    } catch (_: IllegalArgumentException) {
        // It was taken off, or switched off by whoever owns the phone, since it was listed.
        failed()
    }

    private fun whileSeen(work: () -> Unit) = try {
        work()
    } catch (_: CameraAccessException) {
        failed()
    } catch (_: IllegalArgumentException) {
        // The preview has gone meanwhile; who comes back to it looks anew.
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
            end()
            preview?.release()
            thread.quitSafely()
        }
    }
}
