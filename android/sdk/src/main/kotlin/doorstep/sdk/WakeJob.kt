package doorstep.sdk

import android.app.job.JobParameters
import android.app.job.JobService
import doorstep.Cause

/** Wakes the app every few hours, or more often while an order runs, and when there is a network again. */
class WakeJob : JobService() {
    override fun onStartJob(job: JobParameters): Boolean {
        val cause = if (job.jobId == PhoneWakeScheduler.NETWORK) Cause.NETWORK else Cause.JOB
        WatchService.again(this)
        (applicationContext as EngineOwner).engine.wakeUp(cause) { stillWaits ->
            // A network without the authority behind it: the system tries again, ever more seldom.
            jobFinished(job, stillWaits && cause == Cause.NETWORK)
        }
        return true
    }

    // What was begun is kept by the core and goes on at the next wake.
    override fun onStopJob(job: JobParameters) = job.jobId == PhoneWakeScheduler.NETWORK
}
