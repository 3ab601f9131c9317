package doorstep.app.parts

import androidx.annotation.DrawableRes
import androidx.compose.runtime.Composable
import doorstep.Inspected
import doorstep.PassState
import doorstep.Reason
import doorstep.Verdict
import doorstep.app.R

/** A colour with a picture, so that nothing is said by the colour alone. */
data class Looks(
    val colors: Pair,
    @DrawableRes val icon: Int,
)

/** How an answer looks. What it means, the core has said. */
@Composable
fun looks(found: Inspected): Looks =
    if (found.reason == Reason.OTHER_ACT) looks(PassState.OTHER_ACT) else looks(found.verdict)

@Composable
private fun looks(verdict: Verdict): Looks = LocalPalette.current.run {
    when (verdict) {
        Verdict.VALID, Verdict.NOT_IN_FORCE, Verdict.SELF_DECLARED_EMERGENCY -> Looks(goes, R.drawable.ic_goes)
        Verdict.RETURN_HOME_ONLY -> Looks(goes, R.drawable.ic_home)
        Verdict.EXPIRED, Verdict.NOT_YET_VALID, Verdict.STALE_FRAME -> Looks(look, R.drawable.ic_look)
        Verdict.REVOKED, Verdict.FORGED -> Looks(stops, R.drawable.ic_stops)
        Verdict.UNREADABLE, Verdict.CANNOT_TELL -> Looks(unknown, R.drawable.ic_unknown)
    }
}

/** How a pass looks in a list. */
@Composable
fun looks(state: PassState): Looks = LocalPalette.current.run {
    when (state) {
        PassState.VALID, PassState.NOT_IN_FORCE -> Looks(goes, R.drawable.ic_goes)
        PassState.RETURN_HOME_ONLY -> Looks(look, R.drawable.ic_home)
        PassState.NOT_YET_VALID, PassState.OTHER_ACT, PassState.KEY_WITHDRAWN, PassState.TIME_UNKNOWN -> Looks(look, R.drawable.ic_look)
        PassState.EXPIRED -> Looks(unknown, R.drawable.ic_unknown)
        PassState.REVOKED -> Looks(stops, R.drawable.ic_stops)
    }
}
