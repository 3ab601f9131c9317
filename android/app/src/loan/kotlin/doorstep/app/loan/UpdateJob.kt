package doorstep.app.loan

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import android.util.Log
import doorstep.Cause
import doorstep.ClientException
import doorstep.CoreLibraryException
import doorstep.sdk.EngineOwner
import doorstep.sdk.NotShipped
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import java.io.IOException

/** Brings the app's newer version, if there is one: once a day, on the charger, and only while the core has nobody to ask. */
class UpdateJob : JobService() {
    private val scope = CoroutineScope(Dispatchers.Main)

    override fun onStartJob(job: JobParameters): Boolean {
        scope.launch { jobFinished(job, !isDone()) }
        return true
    }

    override fun onStopJob(job: JobParameters): Boolean {
        scope.cancel()
        return true
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }

    /** Whether there is nothing left to do before tomorrow. */
    private suspend fun isDone() = try {
        AppUpdate(this).bring { mayBeUpdated() }
    } catch (failed: IOException) {
        Log.w(TAG, "update-failed ${failed.javaClass.simpleName}")
        false
    }

    private suspend fun mayBeUpdated(): Boolean {
        val engine = (applicationContext as EngineOwner).engine
        engine.wake(Cause.JOB)
        return try {
            engine.ask { it.mayBeUpdated() }
        } catch (_: ClientException) {
            // It cannot be opened, which a newer version may mend.
            true
        } catch (_: CoreLibraryException) {
            true
        } catch (_: NotShipped) {
            true
        }
    }

    internal companion object {
        const val TAG = "doorstep"

        /** Beside those of the core's own waking. */
        const val ID = 16

        private const val DAY_MS = 24 * 3_600_000L
        private const val AGAIN_MS = 30 * 60_000L

        /** The system keeps it over starts and updates. */
        fun schedule(context: Context) {
            val job = JobInfo.Builder(ID, ComponentName(context, UpdateJob::class.java))
                .setPeriodic(DAY_MS)
                .setPersisted(true)
                .setRequiresCharging(true)
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setBackoffCriteria(AGAIN_MS, JobInfo.BACKOFF_POLICY_LINEAR)
            context.getSystemService(JobScheduler::class.java).schedule(job.build())
        }
    }
}
