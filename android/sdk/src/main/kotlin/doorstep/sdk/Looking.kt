package doorstep.sdk

import doorstep.Mode
import doorstep.Plan
import kotlin.math.abs

/** How the phone was asked to look for its place, and until when. */
internal data class Looking(val mode: Mode, val everyS: ULong?, val endsMs: Long?) {
    constructor(plan: Plan) :
        this(plan.location, plan.fixEveryS, plan.fixForS?.let { plan.nowMs + it.toLong() * SECOND_MS })

    /** Whether that is what is wanted. Plans count down what is left of it in whole seconds. */
    fun isStill(wanted: Looking): Boolean {
        val (one, other) = endsMs to wanted.endsMs
        val endsSame = if (one == null || other == null) one == other else abs(one - other) < SECOND_MS
        return mode == wanted.mode && everyS == wanted.everyS && endsSame
    }

    companion object {
        val NOT = Looking(Mode.OFF, null, null)

        private const val SECOND_MS = 1_000L
    }
}
