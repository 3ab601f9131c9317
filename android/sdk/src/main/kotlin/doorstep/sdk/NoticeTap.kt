package doorstep.sdk

import android.content.Intent
import doorstep.Notice
import doorstep.NoticeKind

/**
 * A tap on a notice, as it comes to the app's first screen. Anybody may send one: it is a wish to see
 * something, and nothing is done for it.
 */
data class NoticeTap(val id: String, val kind: NoticeKind, val person: String) {
    internal constructor(notice: Notice) : this(notice.id, notice.kind, notice.person)

    fun into(intent: Intent): Intent =
        intent.putExtra(ID, id).putExtra(KIND, kind.name).putExtra(PERSON, person)

    companion object {
        private const val ID = "doorstep.notice.id"
        private const val KIND = "doorstep.notice.kind"
        private const val PERSON = "doorstep.notice.person"

        /** Nothing if there was no tap, or one on something that nobody knows. */
        fun of(intent: Intent?): NoticeTap? {
            val id = intent?.getStringExtra(ID) ?: return null
            val kind = NoticeKind.entries.find { it.name == intent.getStringExtra(KIND) } ?: return null
            return NoticeTap(id, kind, intent.getStringExtra(PERSON) ?: return null)
        }
    }
}
