package doorstep.sdk

import android.app.Notification
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.pm.PackageManager
import android.os.SystemClock

/** The notices that are shown, and what the app remembers of them. */
internal class Board(private val context: Context) {
    private val manager = context.getSystemService(NotificationManager::class.java)
    private val kept = context.getSharedPreferences("notices", Context.MODE_PRIVATE)

    /** What was shown in this boot, also if somebody has wiped it away: once is enough. */
    fun shown(boot: String): List<Standing> {
        if (kept.getString(BOOT, null) != boot) kept.edit().clear().putString(BOOT, boot).apply()
        return kept.all.filterKeys { it != BOOT }.mapNotNull { (id, value) ->
            val (at, text) = (value as? String)?.split(' ', limit = 2)?.takeIf { it.size == 2 } ?: return@mapNotNull null
            at.toLongOrNull()?.let { Standing(id, it, text) }
        }
    }

    /** Shows a notice until it ends. What may not be shown now is not kept, and comes once it may. */
    fun post(said: Said) {
        val leftMs = said.endsMs - SystemClock.elapsedRealtime()
        if (leftMs <= 0 || !manager.areNotificationsEnabled()) return
        val notice = said.standing
        kept.edit().putString(notice.id, "${notice.atMs} ${notice.text}").apply()
        manager.notify(notice.id, ID, notification(notice.text, leftMs))
    }

    fun take(id: String) {
        manager.cancel(id, ID)
        kept.edit().remove(id).apply()
    }

    // On the lock screen only that there is one.
    private fun notification(text: String, lastsMs: Long): Notification {
        val name = context.applicationInfo.loadLabel(context.packageManager)
        manager.createNotificationChannel(NotificationChannel(CHANNEL, name, NotificationManager.IMPORTANCE_DEFAULT))
        val open = context.packageManager.getLaunchIntentForPackage(context.packageName)?.let {
            PendingIntent.getActivity(context, 0, it, PendingIntent.FLAG_IMMUTABLE)
        }
        val icon = icon()
        val closed = Notification.Builder(context, CHANNEL).setSmallIcon(icon).setContentTitle(name)
        return Notification.Builder(context, CHANNEL).setSmallIcon(icon)
            .setContentTitle(name).setContentText(text).setStyle(Notification.BigTextStyle().bigText(text))
            .setVisibility(Notification.VISIBILITY_PRIVATE).setPublicVersion(closed.build())
            .setContentIntent(open).setAutoCancel(true).setTimeoutAfter(lastsMs).build()
    }

    // The system draws its outline alone, so that an app names one for it in its manifest.
    private fun icon(): Int {
        val app = context.packageManager.getApplicationInfo(context.packageName, PackageManager.GET_META_DATA)
        return app.metaData?.getInt("doorstep.sdk.NOTICE_ICON")?.takeIf { it != 0 } ?: app.icon
    }

    private companion object {
        const val BOOT = "boot"
        const val ID = 1
        const val CHANNEL = "notices"
    }
}
