package doorstep.sdk

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import doorstep.Notice
import doorstep.NoticeKind

/** What a notice says, on its way through an alarm; `endsMs` by the phone's elapsed time. */
internal data class NoticeAlarm(val notice: PostedNotice, val locked: String?, val kind: NoticeKind, val endsMs: Long) {
    constructor(notice: Notice, endsMs: Long) :
        this(PostedNotice(notice.id, notice.atMs, notice.text.text), notice.lockScreen?.text, notice.kind, endsMs)

    fun into(intent: Intent): Intent = intent.putExtra("id", notice.id).putExtra("at", notice.atMs)
        .putExtra("text", notice.text).putExtra("locked", locked).putExtra("kind", kind.name).putExtra("ends", endsMs)

    companion object {
        fun of(intent: Intent): NoticeAlarm? {
            val id = intent.getStringExtra("id") ?: return null
            val text = intent.getStringExtra("text") ?: return null
            val kind = NoticeKind.entries.find { it.name == intent.getStringExtra("kind") } ?: return null
            val notice = PostedNotice(id, intent.getLongExtra("at", 0), text)
            return NoticeAlarm(notice, intent.getStringExtra("locked"), kind, intent.getLongExtra("ends", 0))
        }
    }
}

/** Posts a notice whose time has come. */
class NoticeReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        NoticeAlarm.of(intent)?.let { NotificationStore(context).post(it) }
    }
}
