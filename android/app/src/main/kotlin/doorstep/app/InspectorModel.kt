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
import doorstep.app.parts.resultStyle
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import java.time.Instant
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.util.Locale

/** An answer, the how manieth it is, and the hour of the phone when it came. */
data class NumberedAnswer(val found: Inspected, val number: Int, val at: String)

/** What an inspector has before them: the last answer, counts, and what was asked for. */
class InspectorModel(private val runner: ActionRunner, val feedback: AnswerFeedback) {
    /** It leaves the screen by itself: it is not the next person's. */
    var answer by mutableStateOf<NumberedAnswer?>(null)
        private set
    var counts by mutableStateOf(emptyList<Count>())
        private set
    var challenge by mutableStateOf<OpenChallenge?>(null)
        private set
    var receipt by mutableStateOf<InspectionSlip?>(null)
        private set

    /** Whether the authority is being asked. */
    var busy by mutableStateOf(false)
        private set

    val scanner by lazy { Scanner(runner.viewModelScope) }
    private var answers = 0
    private var reading = false
    private var clearing: Job? = null

    /** Counts anew. A number that is asked for stays: the core still waits for its answer. */
    fun begin() = now({ it.beginGroup() }) {
        counts = emptyList()
        answers = 0
        scanner.again()
        if (challenge == null) clear()
    }

    /** Looks through the camera, until it is closed. */
    fun look(camera: Camera, preview: Surface?) = scanner.look(camera, preview, ::read)

    /** A code that was typed: the authority alone knows what it names. */
    fun type(text: String) = whileBusy({ it.lookUp(text) to it.counts() }) { (found, n) -> show(found, n) }

    /** Asks for a number. What was answered before is over. */
    fun ask() = now({ it.challenge() }) {
        clear()
        challenge = it
        // The core takes no answer to it any more.
        clearIn(it.endsInMs)
    }

    fun writeReceipt() = now({ it.receipt() }) {
        receipt = it
        clearIn(STAYS_MS)
    }

    fun refresh() = whileBusy({ it.refresh() }) {}

    // Texts that come while one is looked at are not looked at: there are many.
    private fun read(texts: List<String>) {
        if (reading) return
        reading = true
        runner.viewModelScope.launch {
            try {
                val seen = runner.inspect { core -> core.nextInView(texts)?.let { it to core.counts() } }
                seen?.let { (found, n) -> show(found, n) }
            } finally {
                reading = false
            }
        }
    }

    private fun show(found: Inspected, n: List<Count>) {
        clear()
        answers++
        answer = NumberedAnswer(found, answers, TIME.format(Instant.ofEpochMilli(found.atMs).atZone(ZoneId.systemDefault())))
        counts = n
        clearIn(STAYS_MS)
        feedback.give(resultStyle(found).tone)
    }

    private fun clear() {
        clearing?.cancel()
        answer = null
        challenge = null
        receipt = null
    }

    private fun clearIn(ms: Long) {
        clearing?.cancel()
        clearing = runner.viewModelScope.launch {
            delay(ms)
            clear()
        }
    }

    private fun <T> now(work: suspend (InspectorInterface) -> T, then: (T) -> Unit) {
        runner.viewModelScope.launch { runner.inspect(work)?.let(then) }
    }

    private fun <T> whileBusy(work: suspend (InspectorInterface) -> T, then: (T) -> Unit) {
        if (busy) return
        busy = true
        runner.viewModelScope.launch {
            try {
                runner.inspect(work)?.let(then)
            } finally {
                busy = false
            }
        }
    }

    private companion object {
        /** How long an answer stays, and a receipt from when it was written. */
        const val STAYS_MS = 30_000L
        val TIME: DateTimeFormatter = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
    }
}
