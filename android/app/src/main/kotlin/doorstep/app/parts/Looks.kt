package doorstep.app.parts

import androidx.annotation.DrawableRes
import doorstep.Inspected
import doorstep.PassState
import doorstep.Reason
import doorstep.Verdict
import doorstep.app.R

/** A colour with a picture, so that nothing is said by the colour alone. */
data class Looks(
    val tone: Tone,
    @DrawableRes val icon: Int,
)

/** How an answer looks. What it means, the core has said. */
fun looks(found: Inspected): Looks =
    if (found.reason == Reason.OTHER_ACT) looks(PassState.OTHER_ACT) else looks(found.verdict)

private fun looks(verdict: Verdict): Looks = when (verdict) {
    Verdict.VALID, Verdict.NOT_IN_FORCE -> Looks(Tone.GOES, R.drawable.ic_goes)
    Verdict.SELF_DECLARED_EMERGENCY -> Looks(Tone.GOES, R.drawable.ic_emergency)
    Verdict.RETURN_HOME_ONLY -> Looks(Tone.GOES, R.drawable.ic_home)
    Verdict.EXPIRED, Verdict.NOT_YET_VALID, Verdict.STALE_FRAME -> Looks(Tone.LOOK, R.drawable.ic_look)
    Verdict.REVOKED, Verdict.FORGED -> Looks(Tone.STOPS, R.drawable.ic_stops)
    Verdict.UNREADABLE, Verdict.CANNOT_TELL -> Looks(Tone.UNKNOWN, R.drawable.ic_unknown)
}

/** How a pass looks, in a list and above its code. */
fun looks(state: PassState): Looks = when (state) {
    PassState.VALID, PassState.NOT_IN_FORCE -> Looks(Tone.GOES, R.drawable.ic_goes)
    PassState.RETURN_HOME_ONLY -> Looks(Tone.LOOK, R.drawable.ic_home)
    PassState.NOT_YET_VALID, PassState.OTHER_ACT, PassState.KEY_WITHDRAWN, PassState.TIME_UNKNOWN -> Looks(Tone.LOOK, R.drawable.ic_look)
    PassState.EXPIRED -> Looks(Tone.UNKNOWN, R.drawable.ic_over)
    PassState.REVOKED -> Looks(Tone.STOPS, R.drawable.ic_stops)
}
