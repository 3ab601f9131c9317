package doorstep.sdk

import android.app.AlarmManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.net.Uri
import android.os.Build
import android.os.SystemClock
import doorstep.Notice
import doorstep.NoticeKind

/**
 * Notices of the phone. One that comes later is handed to its alarms with its text, so that it is
 * shown even if nothing else of the app runs then.
 */
class PhoneNotices(private val context: Context, private val boot: String) : Notices {
    private val alarms = context.getSystemService(AlarmManager::class.java)
    private val store = NotificationStore(context)
    private val waiting = mutableMapOf<String, Waiting>()

    // Names of what waits, for the next process.
    private val names = context.getSharedPreferences("notices-waiting", Context.MODE_PRIVATE)

    private class Waiting(val notice: PostedNotice, val dueMs: Long)

    // Whether an alarm of an earlier process still stands nobody tells: a stop of the app has ended it.
    // All are taken and set anew, but only once there is a plan: until then they are better than none.
    private val takeEarlier by lazy(LazyThreadSafetyMode.NONE) {
        names.all.keys.forEach { alarms.cancel(alarm(named(it))) }
        names.edit().clear().apply()
    }

    override fun standing(): List<PostedNotice> {
        takeEarlier
        val nowMs = SystemClock.elapsedRealtime()
        return waiting.values.filter { it.dueMs > nowMs }.map(Waiting::notice) + store.shown(boot)
    }

    override fun show(notice: Notice, inMs: Long, lastsMs: Long) {
        takeEarlier
        take(notice.id)
        val dueMs = SystemClock.elapsedRealtime() + inMs
        val posted = NoticeAlarm(notice, dueMs + lastsMs)
        if (inMs == 0L) return store.post(posted)
        waiting[notice.id] = Waiting(posted.notice, dueMs)
        names.edit().putBoolean(notice.id, true).apply()
        set(inMs, dueMs, alarm(posted))
    }

    override fun take(id: String) {
        // An alarm is told from others by the name alone.
        alarms.cancel(alarm(named(id)))
        waiting -= id
        names.edit().remove(id).apply()
        store.take(id)
    }

    // A reminder that comes late comes after the pass has ended. Newer systems keep the exact time for
    // apps that somebody has let have it; for others they may be late, and wait for a phone that sleeps
    // unless asked like this.
    private fun set(inMs: Long, dueMs: Long, alarm: PendingIntent) {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.S || alarms.canScheduleExactAlarms()) {
            alarms.setExactAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, dueMs, alarm)
        } else {
            alarms.setAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, dueMs - minOf(inMs / 2, EARLY_MS), alarm)
        }
    }

    private fun named(id: String) = NoticeAlarm(PostedNotice(id, 0, ""), null, NoticeTap(id, NoticeKind.REMINDER, ""), 0)

    private fun alarm(posted: NoticeAlarm) = PendingIntent.getBroadcast(
        context,
        0,
        posted.into(Intent(context, NoticeReceiver::class.java).setData(Uri.fromParts("notice", posted.notice.id, null))),
        PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE,
    )

    private companion object {
        /** How much earlier one is asked for that may come late: the shortest window that newer systems take. */
        const val EARLY_MS = 600_000L
    }
}
