package doorstep.app

import android.view.Surface
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** A look through the camera: the texts of the codes before it, one after the other. */
class Scanner(private val scope: CoroutineScope) : AutoCloseable {
    /** Whether the camera shows nothing, because somebody else has it or there is none. */
    var unavailable by mutableStateOf(false)
        private set

    /** Whether its light is on. It stays so from one look to the next. */
    var lit by mutableStateOf(false)
        private set

    private var session: CameraSession? = null

    /** Looks until it is closed. */
    fun look(camera: Camera, preview: Surface?, found: (List<String>) -> Unit) {
        close()
        unavailable = false
        val reader = CodeReader()
        val seen = { picture: GreyImage ->
            val texts = reader.readAll(picture)
            if (texts.isNotEmpty()) scope.launch { found(texts) }
        }
        session = camera.open(preview, seen) { scope.launch { unavailable = true } }.also { if (lit) it.light(true) }
    }

    /** Shows it again, so that it looks anew. */
    fun again() {
        unavailable = false
    }

    fun light(on: Boolean) {
        lit = on
        session?.light(on)
    }

    override fun close() {
        session?.close()
        session = null
    }
}
