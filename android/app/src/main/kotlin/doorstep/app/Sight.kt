package doorstep.app

import android.view.Surface
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** A look through the camera: the texts of the codes before it, one after the other. */
class Sight(private val scope: CoroutineScope) : AutoCloseable {
    /** Whether the camera shows nothing, because somebody else has it or there is none. */
    var blind by mutableStateOf(false)
        private set

    /** Whether its light is on. It stays so from one look to the next. */
    var lit by mutableStateOf(false)
        private set

    private var eye: Eye? = null

    /** Looks until it is closed. */
    fun look(camera: Camera, preview: Surface?, found: (List<String>) -> Unit) {
        close()
        blind = false
        val reader = CodeReader()
        val seen = { picture: Grey ->
            val texts = reader.readAll(picture)
            if (texts.isNotEmpty()) scope.launch { found(texts) }
        }
        eye = camera.open(preview, seen) { scope.launch { blind = true } }.also { if (lit) it.light(true) }
    }

    /** Shows it again, so that it looks anew. */
    fun again() {
        blind = false
    }

    fun light(on: Boolean) {
        lit = on
        eye?.light(on)
    }

    override fun close() {
        eye?.close()
        eye = null
    }
}
