package doorstep.sdk

import android.app.AlarmManager
import android.app.PendingIntent
import android.app.job.JobInfo
import android.app.job.JobScheduler
import android.content.ComponentName
import android.content.Context
import android.content.Intent
import android.os.SystemClock

/** Wakes by the phone's alarms and jobs. */
class PhoneWakeScheduler(private val context: Context) : WakeScheduler {
    private val alarms = context.getSystemService(AlarmManager::class.java)
    private val keepAlive = KeepAlive(context)
    private val jobs = context.getSystemService(JobScheduler::class.java)

    init {
        comeBack()
    }

    /** Alarms are lost when the system stops the app: a job comes by itself, more often while an order runs. */
    fun comeBack() {
        val everyMs = if (keepAlive.isWanted) WATCHING_MS else NET_MS
        if (jobs.getPendingJob(NET)?.intervalMillis == everyMs) return
        jobs.schedule(job(NET).setPeriodic(everyMs).setPersisted(true).build())
    }

    override fun wakeIn(ms: Long) {
        alarms.setAndAllowWhileIdle(AlarmManager.ELAPSED_REALTIME_WAKEUP, SystemClock.elapsedRealtime() + ms, alarm())
    }

    override fun wakeNever() = alarms.cancel(alarm())

    override fun awaitNetwork(waits: Boolean) {
        if (waits) {
            // The same one again would end itself where it is what woke the app.
            if (jobs.getPendingJob(NETWORK) != null) return
            jobs.schedule(
                job(NETWORK).setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY).setPersisted(true).build(),
            )
        } else {
            jobs.cancel(NETWORK)
        }
    }

    private fun job(id: Int) = JobInfo.Builder(id, ComponentName(context, WakeJob::class.java))

    private fun alarm() = PendingIntent.getBroadcast(
        context,
        0,
        Intent(context, WakeReceiver::class.java).setAction(WakeReceiver.ALARM),
        PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE,
    )

    internal companion object {
        /** The job that comes by itself. */
        const val NET = 1

        /** The job that waits for a network. */
        const val NETWORK = 2

        /** How often the first comes: as often as lists are fetched anew. */
        private const val NET_MS = 6 * 3_600_000L

        /** And beside a service, which may be ended without a word: as often as the system lets any. */
        private const val WATCHING_MS = 15 * 60_000L
    }
}
