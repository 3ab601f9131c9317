package doorstep.app.screens

import android.view.Surface
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.lifecycle.viewModelScope
import doorstep.ClientException
import doorstep.CoreLibraryException
import doorstep.Count
import doorstep.Inspected
import doorstep.InspectionSlip
import doorstep.OpenChallenge
import doorstep.app.Camera
import doorstep.app.CodeReader
import doorstep.app.Desk
import doorstep.app.Grey
import kotlinx.coroutines.launch

/** What an inspector has before them: the last answer, counts, and what was asked for. */
class Bench(private val desk: Desk, private val camera: Camera) : AutoCloseable {
    var answer by mutableStateOf<Inspected?>(null)
        private set
    var counts by mutableStateOf(emptyList<Count>())
        private set
    var challenge by mutableStateOf<OpenChallenge?>(null)
        private set
    var receipt by mutableStateOf<InspectionSlip?>(null)
        private set
    var blind by mutableStateOf(false)
        private set

    private val reader = CodeReader()
    private var open: AutoCloseable? = null

    /** Counts anew. */
    fun begin() = desk.inspect({ it.beginGroup() }) {
        answer = null
        counts = emptyList()
    }

    /** Looks through the camera, until it is closed. */
    fun look(preview: Surface?) {
        close()
        blind = false
        open = camera.open(preview, ::seen) { later { blind = true } }
    }

    override fun close() {
        open?.close()
        open = null
    }

    /** A code that was typed: the authority alone knows what it names. */
    fun type(text: String) = desk.inspect({ it.lookUp(text) to it.counts() }) { (found, n) -> told(found, n) }

    fun ask() = desk.inspect({ it.challenge() }) { challenge = it }

    fun writeReceipt() = desk.inspect({ it.receipt() }) { receipt = it }

    fun refresh() = desk.inspect({ it.refresh() })

    private fun seen(picture: Grey) {
        val text = reader.read(picture) ?: return
        later { look(text) }
    }

    private suspend fun look(text: String) = try {
        desk.engine.inspect { it.next(text)?.let { found -> found to it.counts() } }?.let { (found, n) -> told(found, n) }
    } catch (_: ClientException) {
        // Only a client that is being closed answers no text.
    } catch (_: CoreLibraryException) {
        // It stands in place of every screen.
    }

    private fun told(found: Inspected, n: List<Count>) {
        answer = found
        counts = n
        // Neither is the next person's.
        challenge = null
        receipt = null
    }

    private fun later(act: suspend () -> Unit) = desk.viewModelScope.launch { act() }
}
