package doorstep.sdk

import android.app.AlarmManager
import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.SystemClock
import doorstep.Notice

/**
 * Notices of the phone. One that comes later is handed to its alarms with its text, so that it is
 * shown even if nothing else of the app runs then.
 */
class PhoneNotices(private val context: Context, private val boot: String) : Notices {
    private val alarms = context.getSystemService(AlarmManager::class.java)
    private val manager = context.getSystemService(NotificationManager::class.java)

    // Alarms and notices end with the boot; what was shown in this one is not shown again.
    private val kept = context.getSharedPreferences("notices", Context.MODE_PRIVATE)

    override fun standing(): List<Standing> {
        if (kept.getString(BOOT, null) != boot) kept.edit().clear().putString(BOOT, boot).apply()
        return kept.all.filterKeys { it != BOOT }.mapNotNull { (id, value) ->
            val (at, text) = (value as? String)?.split(' ', limit = 2)?.takeIf { it.size == 2 } ?: return@mapNotNull null
            at.toLongOrNull()?.let { Standing(id, it, text) }
        }
    }

    override fun show(notice: Notice, inMs: Long) {
        val said = Said(notice.id, notice.text.text, notice.untilMs - notice.atMs)
        val alarm = alarm(said)
        alarms.cancel(alarm)
        if (inMs == 0L) {
            post(context, said)
        } else {
            alarms.setAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, SystemClock.elapsedRealtime() + inMs, alarm)
        }
        kept.edit().putString(notice.id, "${notice.atMs} ${notice.text.text}").apply()
    }

    override fun take(id: String) {
        // An alarm is told from others by the name alone.
        alarms.cancel(alarm(Said(id, "", 0)))
        manager.cancel(id, ID)
        kept.edit().remove(id).apply()
    }

    private fun alarm(said: Said) = PendingIntent.getBroadcast(
        context,
        0,
        said.into(Intent(context, NoticeReceiver::class.java).setData(Uri.fromParts("notice", said.id, null))),
        PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE,
    )

    internal companion object {
        private const val BOOT = "boot"
        private const val ID = 1
        private const val CHANNEL = "notices"

        /** Posts a notice now. On the lock screen only that there is one. */
        fun post(context: Context, said: Said) {
            val manager = context.getSystemService(NotificationManager::class.java)
            val name = context.applicationInfo.loadLabel(context.packageManager)
            manager.createNotificationChannel(
                NotificationChannel(CHANNEL, name, NotificationManager.IMPORTANCE_DEFAULT),
            )
            val open = context.packageManager.getLaunchIntentForPackage(context.packageName)?.let {
                PendingIntent.getActivity(context, 0, it, PendingIntent.FLAG_IMMUTABLE)
            }
            val closed = Notification.Builder(context, CHANNEL).setSmallIcon(context.applicationInfo.icon)
                .setContentTitle(name)
            val notice = Notification.Builder(context, CHANNEL).setSmallIcon(context.applicationInfo.icon)
                .setContentTitle(name).setContentText(said.text).setStyle(Notification.BigTextStyle().bigText(said.text))
                .setVisibility(Notification.VISIBILITY_PRIVATE).setPublicVersion(closed.build())
                .setContentIntent(open).setAutoCancel(true).setTimeoutAfter(said.lastsMs)
            manager.notify(said.id, ID, notice.build())
        }
    }
}
