package doorstep.sdk

import android.content.Context
import doorstep.Mode

/** How the phone watches where it is. */
interface Watch {
    /** Whether the app was last asked to stay awake, also by an earlier process. */
    val isKept: Boolean

    /** Keeps the app awake, or no longer. */
    fun keepAlive(wanted: Boolean)

    /** Somebody looks at the app: what the system refused before it may allow now. */
    fun again()

    /** Looks for the place like this from now on; the seconds from one fix to the next, and for how many. */
    fun locate(mode: Mode, everyS: ULong?, forS: ULong?)
}

/** By a service that stands, the phone's providers, and a job for when the service is gone. */
internal class PhoneWatch(
    private val context: Context,
    private val wakes: PhoneWakeScheduler,
    private val locator: Locator,
    private val motion: Motion,
) : Watch {
    private val keepAlive = KeepAlive(context)

    override var isKept = keepAlive.isWanted
        private set

    override fun keepAlive(wanted: Boolean) {
        isKept = wanted
        keepAlive.isWanted = wanted
        wakes.comeBack()
        if (wanted) {
            WatchService.start(context)
        } else {
            WatchService.stop(context)
            motion.leave()
        }
    }

    override fun again() = WatchService.again(context)

    override fun locate(mode: Mode, everyS: ULong?, forS: ULong?) = locator.locate(mode, everyS, forS)
}
