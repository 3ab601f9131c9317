package doorstep.sdk

import doorstep.Notice
import doorstep.Plan
import doorstep.Renew

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
class Apply(private val wakes: WakeScheduler, private val notices: Notices, private val watch: Watch) {
    private var wakeAtMs: Long? = null
    private var wakeIsSpent = false
    private var awaitsNetwork = false
    private var looking = Looking.NOT
    private var looksAnew = false

    fun apply(plan: Plan) {
        // A sync that runs now sets the next time when it is done.
        val wake = plan.wakeAtMs.takeIf { plan.sync == null }
        if (wake != wakeAtMs || wakeIsSpent || plan.renew != Renew.NOTHING) {
            if (wake == null) wakes.wakeNever() else wakes.wakeIn(delay(plan, wake))
        }
        if (plan.awaitsNetwork != awaitsNetwork) wakes.awaitNetwork(plan.awaitsNetwork)
        wakeAtMs = wake
        wakeIsSpent = false
        awaitsNetwork = plan.awaitsNetwork
        if (plan.keepAlive != watch.isKept) watch.keepAlive(plan.keepAlive)
        look(Looking(plan), plan)
        show(plan)
    }

    /** Somebody looks at the app: what the system refused to keep awake it may allow now. */
    fun again() = watch.again()

    /** What finds the place is another: it is asked for anew with the next plan, as it was. */
    fun lookAnew() {
        looksAnew = true
    }

    /** Wakes the app after so many seconds although there is no plan. */
    fun reopenIn(seconds: UShort) {
        wakes.wakeIn(seconds.toLong() * SECOND_MS)
        wakeIsSpent = true
    }

    private fun look(wanted: Looking, plan: Plan) {
        if (!looksAnew && looking.isStill(wanted)) return
        watch.locate(plan.location, plan.fixEveryS, plan.fixForS)
        looking = wanted
        looksAnew = false
    }

    private fun show(plan: Plan) {
        val wanted = plan.notices.map { PostedNotice(it.id, it.atMs, it.text.text) }
        val standing = notices.standing()
        val ids = wanted.map(PostedNotice::id).toSet()
        standing.filterNot { it.id in ids }.forEach { notices.take(it.id) }
        val kept = when (plan.renew) {
            Renew.EVERYTHING -> emptyList()
            Renew.TIMES -> standing.filter { it.atMs <= plan.nowMs }
            Renew.WAKE_TIME, Renew.NOTHING -> standing
        }
        plan.notices.zip(wanted).filterNot { (_, new) -> new in kept }.forEach { (notice, _) ->
            val inMs = delay(plan, notice.atMs)
            notices.show(notice, inMs, delay(plan, notice.untilMs) - inMs)
        }
    }

    private fun delay(plan: Plan, atMs: Long) = (atMs - plan.nowMs).coerceAtLeast(0)

    private companion object {
        const val SECOND_MS = 1_000L
    }
}
