package doorstep.sdk

import doorstep.Notice
import doorstep.Plan

/** Where the phone's clock or a network wakes the app. */
interface WakeScheduler {
    /** Wakes the app after so many milliseconds, in place of the time that was set before. */
    fun wakeIn(ms: Long)

    /** Wakes the app at no time. */
    fun wakeNever()

    /** Wakes the app when there is a network, or no longer does. */
    fun awaitNetwork(waits: Boolean)
}

/** Where the phone shows notices. */
interface Notices {
    /** What was handed to the phone and still stands, also from before this process. */
    fun standing(): List<PostedNotice>

    /** Shows a notice after so many milliseconds, for so many, in place of one of the same name. */
    fun show(notice: Notice, inMs: Long, lastsMs: Long)

    /** Takes a notice down, shown or not. */
    fun take(id: String)
}

/** A notice as far as it can differ. */
data class PostedNotice(val id: String, val atMs: Long, val text: String)

/**
 * Makes the phone as a plan says, by the difference to what stands: the same plan twice does
 * nothing. Remembers nothing beyond this process.
 */
class Apply(private val wakes: WakeScheduler, private val notices: Notices) {
    private var wakeAtMs: Long? = null
    private var wakeIsSpent = false
    private var timesAreSpent = false
    private var awaitsNetwork = false

    fun apply(plan: Plan) {
        // A sync that runs now sets the next time when it is done.
        val wake = plan.wakeAtMs.takeUnless { plan.syncNow }
        if (wake != wakeAtMs || wakeIsSpent) {
            if (wake == null) wakes.wakeNever() else wakes.wakeIn(delay(plan, wake))
        }
        if (plan.awaitsNetwork != awaitsNetwork) wakes.awaitNetwork(plan.awaitsNetwork)
        wakeAtMs = wake
        wakeIsSpent = false
        awaitsNetwork = plan.awaitsNetwork
        show(plan)
    }

    /** Takes it that the time that was set has come. */
    fun forgetWake() {
        wakeIsSpent = true
    }

    /** Takes it that every time was set by a clock that is another now. */
    fun forgetTimes() {
        wakeIsSpent = true
        timesAreSpent = true
    }

    /** Wakes the app after so many milliseconds although there is no plan. */
    fun retryIn(ms: Long) {
        wakes.wakeIn(ms)
        wakeIsSpent = true
    }

    private fun show(plan: Plan) {
        val wanted = plan.notices.map { PostedNotice(it.id, it.atMs, it.text.text) }
        val standing = notices.standing()
        val ids = wanted.map(PostedNotice::id).toSet()
        standing.filterNot { it.id in ids }.forEach { notices.take(it.id) }
        val kept = standing.filterNot { timesAreSpent && it.atMs > plan.nowMs }
        timesAreSpent = false
        plan.notices.zip(wanted).filterNot { (_, new) -> new in kept }.forEach { (notice, _) ->
            val inMs = delay(plan, notice.atMs)
            notices.show(notice, inMs, delay(plan, notice.untilMs) - inMs)
        }
    }

    private fun delay(plan: Plan, atMs: Long) = (atMs - plan.nowMs).coerceAtLeast(0)
}
