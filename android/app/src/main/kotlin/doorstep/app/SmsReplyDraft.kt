package doorstep.app

import android.content.Intent
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.lifecycle.SavedStateHandle
import doorstep.SmsReplyView

/** A reply that somebody pastes or shares, until it is read. It outlives the process. */
class SmsReplyDraft(private val saved: SavedStateHandle) {
    private var typed by mutableStateOf(saved.get<String>(TEXT).orEmpty())

    /** As it came. */
    var text
        get() = typed
        set(new) {
            typed = new.take(LONGEST)
            saved[TEXT] = typed
        }

    /** What came of it. */
    var read by mutableStateOf<SmsReplyView?>(null)
        private set

    /** Begins anew, with what came from another app. */
    fun begin(shared: String = "") {
        read = null
        text = shared
    }

    fun end(with: SmsReplyView) {
        text = ""
        read = with
    }

    companion object {
        /** More than any number replies; beyond it nothing is taken in. */
        const val LONGEST = 4_000
        private const val TEXT = "sms-reply"

        /** The text that another app shares; nothing if it is something else. Anybody may send one. */
        fun shared(intent: Intent?): String? {
            if (intent?.action != Intent.ACTION_SEND || intent.type != "text/plain") return null
            return intent.getCharSequenceExtra(Intent.EXTRA_TEXT)?.take(LONGEST)?.toString()?.takeIf { it.isNotBlank() }
        }
    }
}
