package doorstep.sdk

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent

/** What a notice says, on its way through an alarm. */
internal data class Said(val id: String, val text: String, val lastsMs: Long) {
    fun into(intent: Intent): Intent =
        intent.putExtra("id", id).putExtra("text", text).putExtra("lasts", lastsMs)

    companion object {
        fun of(intent: Intent): Said? {
            val id = intent.getStringExtra("id") ?: return null
            return Said(id, intent.getStringExtra("text") ?: return null, intent.getLongExtra("lasts", 0))
        }
    }
}

/** Posts a notice whose time has come. */
class NoticeReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        Said.of(intent)?.let { PhoneNotices.post(context, it) }
    }
}
