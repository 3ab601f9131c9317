package doorstep.app.parts

import androidx.annotation.DrawableRes
import doorstep.Inspected
import doorstep.OrderState
import doorstep.PassState
import doorstep.Reason
import doorstep.Verdict
import doorstep.app.R

/** A colour with a picture, so that nothing is said by the colour alone. */
data class ResultStyle(
    val tone: Tone,
    @DrawableRes val icon: Int,
)

/** How an answer looks. What it means, the core has said. */
fun resultStyle(found: Inspected): ResultStyle =
    if (found.reason == Reason.OTHER_ACT) resultStyle(PassState.OTHER_ACT) else resultStyle(found.verdict)

private fun resultStyle(verdict: Verdict): ResultStyle = when (verdict) {
    Verdict.VALID, Verdict.NOT_IN_FORCE -> ResultStyle(Tone.GOES, R.drawable.ic_goes)
    Verdict.SELF_DECLARED_EMERGENCY -> ResultStyle(Tone.GOES, R.drawable.ic_emergency)
    Verdict.RETURN_HOME_ONLY -> ResultStyle(Tone.GOES, R.drawable.ic_home)
    Verdict.EXPIRED, Verdict.NOT_YET_VALID, Verdict.STALE_FRAME -> ResultStyle(Tone.LOOK, R.drawable.ic_look)
    Verdict.REVOKED, Verdict.FORGED -> ResultStyle(Tone.STOPS, R.drawable.ic_stops)
    Verdict.UNREADABLE, Verdict.CANNOT_TELL -> ResultStyle(Tone.UNKNOWN, R.drawable.ic_unknown)
}

/** How a pass looks, in a list and above its code. */
fun resultStyle(state: PassState): ResultStyle = when (state) {
    PassState.VALID, PassState.NOT_IN_FORCE -> ResultStyle(Tone.GOES, R.drawable.ic_goes)
    PassState.RETURN_HOME_ONLY -> ResultStyle(Tone.LOOK, R.drawable.ic_home)
    PassState.NOT_YET_VALID, PassState.OTHER_ACT -> ResultStyle(Tone.LOOK, R.drawable.ic_look)
    PassState.KEY_WITHDRAWN, PassState.TIME_UNKNOWN -> ResultStyle(Tone.LOOK, R.drawable.ic_look)
    PassState.EXPIRED -> ResultStyle(Tone.UNKNOWN, R.drawable.ic_over)
    PassState.REVOKED -> ResultStyle(Tone.STOPS, R.drawable.ic_stops)
}

/** How a quarantine looks: nothing of it blames anybody. */
fun resultStyle(state: OrderState): ResultStyle = when (state) {
    OrderState.ANNOUNCED -> ResultStyle(Tone.LOOK, R.drawable.ic_look)
    OrderState.RUNNING -> ResultStyle(Tone.UNKNOWN, R.drawable.ic_home)
    OrderState.PAUSED, OrderState.REJECTED -> ResultStyle(Tone.UNKNOWN, R.drawable.ic_over)
    OrderState.ENDED, OrderState.RELEASED -> ResultStyle(Tone.GOES, R.drawable.ic_goes)
}
