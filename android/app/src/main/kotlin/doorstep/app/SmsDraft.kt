package doorstep.app

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.lifecycle.SavedStateHandle
import doorstep.SmsFieldValue
import doorstep.SmsFilledForm
import doorstep.SmsMessageView

/** The form of a text message that is being filled in, until it was handed over and left. It outlives the process. */
class SmsDraft(private val saved: SavedStateHandle) {
    private val typed = mutableStateMapOf<String, String>().apply {
        saved.get<ArrayList<String>>(TYPED).orEmpty().chunked(2).forEach { (field, text) -> put(field, text) }
    }

    /** What was handed over: its number, its exact text, and the request that waits now. */
    var handedOver by mutableStateOf(
        saved.get<ArrayList<String>>(HANDED_OVER)?.let { (number, text, request) -> HandedOver(number, text, request) },
    )
        private set

    operator fun get(field: String) = typed[field].orEmpty()

    operator fun set(field: String, text: String) {
        typed[field] = text
        saved[TYPED] = ArrayList(typed.flatMap { listOf(it.key, it.value) })
    }

    /** Begins with a form of these fields and their labels; goes on with it, if it is the one that was being filled in. */
    fun begin(place: SmsPlace, labels: Map<String, String>) {
        if (handedOver == null && saved.get<String>(FORM) == place.toString()) return
        clear()
        saved[FORM] = place.toString()
        saved[LABELS] = HashMap(labels)
    }

    /** How a field is called on the screen. */
    fun label(field: String): String? = saved.get<HashMap<String, String>>(LABELS)?.get(field)

    /** What the core makes a message of. */
    fun filled(place: SmsPlace, sim: String?) =
        SmsFilledForm(place.region, place.name, typed.filterValues(String::isNotBlank).map { SmsFieldValue(it.key, it.value) }, sim)

    fun handOver(message: SmsMessageView) {
        handedOver = HandedOver(message.number, message.text, message.request.orEmpty())
        saved[HANDED_OVER] = arrayListOf(message.number, message.text, message.request.orEmpty())
    }

    /** Takes everything away: it has served, or is to be forgotten. */
    fun clear() {
        typed.clear()
        handedOver = null
        listOf(FORM, LABELS, TYPED, HANDED_OVER).forEach { saved.remove<Any>(it) }
    }

    /** A message that waits in another app until its person sends it. */
    data class HandedOver(val number: String, val text: String, val request: String)

    private companion object {
        const val FORM = "sms-form"
        const val LABELS = "sms-labels"
        const val TYPED = "sms-typed"
        const val HANDED_OVER = "sms-handed-over"
    }
}

/** A form of a region, or one of its requests. */
data class SmsPlace(val region: String, val name: String) {
    override fun toString() = "$region/$name"

    companion object {
        fun of(route: String) = SmsPlace(route.substringBefore('/'), route.substringAfter('/', ""))
    }
}
