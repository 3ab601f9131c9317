package doorstep.app

import android.view.Surface
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.lifecycle.viewModelScope
import doorstep.Count
import doorstep.Inspected
import doorstep.InspectionSlip
import doorstep.InspectorInterface
import doorstep.OpenChallenge
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch

/** What an inspector has before them: the last answer, counts, and what was asked for. */
class Bench(private val desk: Desk) : AutoCloseable {
    var answer by mutableStateOf<Inspected?>(null)
        private set
    var counts by mutableStateOf(emptyList<Count>())
        private set
    var challenge by mutableStateOf<OpenChallenge?>(null)
        private set
    var receipt by mutableStateOf<InspectionSlip?>(null)
        private set

    /** Whether the camera shows nothing, because somebody else has it or there is none. */
    var blind by mutableStateOf(false)
        private set

    /** Whether the authority is being asked. */
    var busy by mutableStateOf(false)
        private set

    private var open: AutoCloseable? = null
    private var reading = false

    /** Counts anew. */
    fun begin() = now({ it.beginGroup() }) {
        answer = null
        counts = emptyList()
        drop()
    }

    /** Looks through the camera, until it is closed. */
    fun look(camera: Camera, preview: Surface?) {
        close()
        blind = false
        val reader = CodeReader()
        val seen = { picture: Grey -> reader.readAll(picture).ifEmpty { null }?.let(::read) ?: Unit }
        open = camera.open(preview, seen) { desk.viewModelScope.launch { blind = true } }
    }

    override fun close() {
        open?.close()
        open = null
    }

    /** A code that was typed: the authority alone knows what it names. */
    fun type(text: String) = whileBusy({ it.lookUp(text) to it.counts() }) { (found, n) -> told(found, n) }

    fun ask() = now({ it.challenge() }) { asked ->
        challenge = asked
        desk.viewModelScope.launch {
            delay(asked.endsInMs)
            // The core takes no answer to it any more.
            if (challenge == asked) challenge = null
        }
    }

    fun writeReceipt() = now({ it.receipt() }) { receipt = it }

    fun refresh() = whileBusy({ it.refresh() }) {}

    // Texts that come while one is looked at are not looked at: there are many.
    private fun read(texts: List<String>) {
        desk.viewModelScope.launch {
            if (reading) return@launch
            reading = true
            try {
                val seen = desk.inspect { core -> core.nextInView(texts)?.let { it to core.counts() } }
                seen?.let { (found, n) -> told(found, n) }
            } finally {
                reading = false
            }
        }
    }

    private fun told(found: Inspected, n: List<Count>) {
        answer = found
        counts = n
        drop()
    }

    // Neither is the next person's.
    private fun drop() {
        challenge = null
        receipt = null
    }

    private fun <T> now(work: suspend (InspectorInterface) -> T, then: (T) -> Unit) {
        desk.viewModelScope.launch { desk.inspect(work)?.let(then) }
    }

    private fun <T> whileBusy(work: suspend (InspectorInterface) -> T, then: (T) -> Unit) {
        if (busy) return
        busy = true
        desk.viewModelScope.launch {
            try {
                desk.inspect(work)?.let(then)
            } finally {
                busy = false
            }
        }
    }
}
