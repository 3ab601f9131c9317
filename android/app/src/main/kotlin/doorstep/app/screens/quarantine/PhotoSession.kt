package doorstep.app.screens.quarantine

import android.view.Surface
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import doorstep.ClientException
import doorstep.PhotoAttempt
import doorstep.PhotoFor
import doorstep.PhotoUse
import doorstep.app.ActionRunner
import doorstep.app.FaceCamera
import doorstep.app.FaceSession
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** A person before the front camera: what could be better, and the photo that was taken. Its bytes go with the screen. */
class PhotoSession(
    private val runner: ActionRunner,
    private val scope: CoroutineScope,
    private val person: String,
    private val wanted: PhotoFor,
) : AutoCloseable {
    /** Whether the camera shows nothing, because somebody else has it or there is none. */
    var unavailable by mutableStateOf(false)
        private set

    /** What matters most about what the camera sees now. */
    var hint by mutableStateOf<String?>(null)
        private set

    /** Whether a photo is on its way from the camera. */
    var isTaking by mutableStateOf(false)
        private set

    /** The photo. */
    var jpeg by mutableStateOf<ByteArray?>(null)
        private set

    /** What was said of it. */
    var attempt by mutableStateOf<PhotoAttempt?>(null)
        private set

    private var session: FaceSession? = null
    private var isHinting = false

    /** Looks until it is closed. */
    fun look(camera: FaceCamera, preview: Surface?) {
        close()
        session = camera.open(preview, { frame -> scope.launch { hint(frame) } }, { scope.launch { fail() } })
    }

    // A frame that comes while one is looked at is not looked at.
    private suspend fun hint(frame: ByteArray) {
        if (isHinting) return
        isHinting = true
        try {
            hint = runner.engine.ask { it.previewHints(frame) }.firstOrNull()?.text
        } catch (_: ClientException) {
            // Too little was in that one; the next comes in a second.
        } finally {
            isHinting = false
        }
    }

    fun take() {
        isTaking = true
        session?.take { taken ->
            scope.launch {
                isTaking = false
                jpeg = taken
                use(PhotoUse.LOOK)
            }
        }
    }

    fun send() = use(PhotoUse.SEND)

    fun sendAnyway() = use(PhotoUse.SEND_ANYWAY)

    /** Forgets the photo and shows the camera again, so that it looks anew. */
    fun again() {
        runner.forget()
        unavailable = false
        attempt = null
        jpeg = null
        hint = null
    }

    private fun use(use: PhotoUse) {
        val bytes = jpeg ?: return
        runner.act({ it.photoTaken(person, bytes, use, wanted) }) { attempt = it }
    }

    private fun fail() {
        isTaking = false
        unavailable = true
    }

    override fun close() {
        session?.close()
        session = null
        isTaking = false
    }
}
