package doorstep.sdk

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import doorstep.Notice

/** What a notice says, on its way through an alarm; `endsMs` by the phone's elapsed time. */
internal data class NoticeAlarm(val notice: PostedNotice, val locked: String?, val tap: NoticeTap, val endsMs: Long) {
    constructor(notice: Notice, endsMs: Long) :
        this(PostedNotice(notice.id, notice.atMs, notice.text.text), notice.lockScreen?.text, NoticeTap(notice), endsMs)

    fun into(intent: Intent): Intent = tap.into(intent).putExtra("at", notice.atMs)
        .putExtra("text", notice.text).putExtra("locked", locked).putExtra("ends", endsMs)

    companion object {
        fun of(intent: Intent): NoticeAlarm? {
            val tap = NoticeTap.of(intent) ?: return null
            val text = intent.getStringExtra("text") ?: return null
            val notice = PostedNotice(tap.id, intent.getLongExtra("at", 0), text)
            return NoticeAlarm(notice, intent.getStringExtra("locked"), tap, intent.getLongExtra("ends", 0))
        }
    }
}

/** Posts a notice whose time has come. */
class NoticeReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        NoticeAlarm.of(intent)?.let { NotificationStore(context).post(it) }
    }
}
