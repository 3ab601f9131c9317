package doorstep.sdk

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.content.Context
import android.os.SystemClock
import doorstep.NoticeKind

/** The notices that are shown, and what the app remembers of them. */
internal class NotificationStore(private val context: Context) {
    private val manager = context.getSystemService(NotificationManager::class.java)
    private val kept = context.getSharedPreferences("notices", Context.MODE_PRIVATE)

    /** What was shown in this boot, also if somebody has wiped it away: once is enough. */
    fun shown(boot: String): List<PostedNotice> {
        if (kept.getString(BOOT, null) != boot) kept.edit().clear().putString(BOOT, boot).apply()
        return kept.all.filterKeys { it != BOOT }.mapNotNull { (id, value) ->
            val (at, text) = (value as? String)?.split(' ', limit = 2)?.takeIf { it.size == 2 } ?: return@mapNotNull null
            at.toLongOrNull()?.let { PostedNotice(id, it, text) }
        }
    }

    /** Shows a notice until it ends. What may not be shown now is not kept, and comes once it may. */
    fun post(alarm: NoticeAlarm) {
        val leftMs = alarm.endsMs - SystemClock.elapsedRealtime()
        val channel = channel(alarm.tap.kind)
        if (leftMs <= 0 || !manager.areNotificationsEnabled() || channel.isMuted) return
        val notice = alarm.notice
        kept.edit().putString(notice.id, "${notice.atMs} ${notice.text}").apply()
        manager.notify(notice.id, ID, notification(channel.id, alarm, leftMs))
    }

    fun take(id: String) {
        manager.cancel(id, ID)
        kept.edit().remove(id).apply()
    }

    // On the lock screen only that there is one, or what the core says there.
    private fun notification(channel: String, alarm: NoticeAlarm, lastsMs: Long): Notification {
        val (name, text, icon) = Triple(context.appName, alarm.notice.text, context.noticeIcon)
        val closed = Notification.Builder(context, channel).setSmallIcon(icon).setContentTitle(name).setContentText(alarm.locked)
        return Notification.Builder(context, channel).setSmallIcon(icon)
            .setContentTitle(name).setContentText(text).setStyle(Notification.BigTextStyle().bigText(text))
            .setVisibility(Notification.VISIBILITY_PRIVATE).setPublicVersion(closed.build())
            .setContentIntent(context.opening(alarm.tap)).setAutoCancel(true).setTimeoutAfter(lastsMs).build()
    }

    // Each kind is a channel of its own, which a person may mute: made anew it takes another language's name.
    private fun channel(kind: NoticeKind): NotificationChannel {
        val name = context.named("CHANNEL_${kind.name}")?.let(context::getString) ?: kind.name
        manager.createNotificationChannel(NotificationChannel(kind.name, name, importance(kind)))
        return manager.getNotificationChannel(kind.name)
    }

    // What has to be answered, or mended, is seen at once.
    private fun importance(kind: NoticeKind) = when (kind) {
        NoticeKind.CHECK, NoticeKind.TROUBLE -> NotificationManager.IMPORTANCE_HIGH
        NoticeKind.REMINDER, NoticeKind.REVOCATION, NoticeKind.DUTY, NoticeKind.NOTICE -> NotificationManager.IMPORTANCE_DEFAULT
    }

    private val NotificationChannel.isMuted get() = importance == NotificationManager.IMPORTANCE_NONE

    private companion object {
        const val BOOT = "boot"
        const val ID = 1
    }
}
