package doorstep.sdk

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import doorstep.Notice
import doorstep.NoticeKind

/** What a notice says, on its way through an alarm; `endsMs` by the phone's elapsed time. */
internal data class Said(val standing: Standing, val kind: NoticeKind, val endsMs: Long) {
    constructor(notice: Notice, endsMs: Long) : this(Standing(notice.id, notice.atMs, notice.text.text), notice.kind, endsMs)

    fun into(intent: Intent): Intent = intent.putExtra("id", standing.id).putExtra("at", standing.atMs)
        .putExtra("text", standing.text).putExtra("kind", kind.name).putExtra("ends", endsMs)

    companion object {
        fun of(intent: Intent): Said? {
            val id = intent.getStringExtra("id") ?: return null
            val text = intent.getStringExtra("text") ?: return null
            val kind = NoticeKind.entries.find { it.name == intent.getStringExtra("kind") } ?: return null
            return Said(Standing(id, intent.getLongExtra("at", 0), text), kind, intent.getLongExtra("ends", 0))
        }
    }
}

/** Posts a notice whose time has come. */
class NoticeReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        Said.of(intent)?.let { Board(context).post(it) }
    }
}
