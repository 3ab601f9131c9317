package doorstep.app.screens.moving

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import doorstep.ErrorCode
import doorstep.MoveSide
import doorstep.MoveState
import doorstep.MoveStep
import doorstep.MoveView
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.ConfirmDialog
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton

/** That this phone is to give its account away. */
const val OFFER = "offer"

/** A move as the core told it last; none while there is none. */
private class Told(val move: MoveView?)

/** An account that moves to another phone, or comes to this one: what this phone shows, and what to do next. */
@Composable
fun MoveScreen(screen: ScreenContext, which: String = "") {
    val (runner, person) = screen.runner to screen.me.person
    var told by remember(person) { mutableStateOf<Told?>(null) }
    LaunchedEffect(person) { if (which == OFFER) runner.quietly { it.offerMove(person) } }
    // The other phone, the authority or time may have brought it on.
    LaunchedEffect(person, screen.snapshot) { runner.quietly { Told(it.moving(person)) }?.let { told = it } }
    val move = told?.move
    val tell = { now: MoveView -> told = Told(now) }
    Page(screen, stringResource(R.string.move_title), news = runner.trouble ?: move?.state) {
        BlockScreenshots()
        when {
            told == null -> Unit
            move != null -> Step(screen, move, tell)
            which == OFFER -> TryAgain(screen, tell)
            else -> FirstCode(screen, tell)
        }
    }
}

/** A phone that knows of no move yet takes the code that begins one. */
@Composable
private fun FirstCode(screen: ScreenContext, tell: (MoveView) -> Unit) {
    var turn by rememberSaveable { mutableStateOf(Turn.SHOWS) }
    Text(stringResource(R.string.move_first_code))
    if (turn != Turn.SHOWS) return OtherCode(screen, MoveSide.NEW, turn, null, tell) { turn = it }
    PrimaryButton(stringResource(R.string.move_scan), screen.runner.busy) { turn = Turn.SCANS }
}

@Composable
private fun Step(screen: ScreenContext, move: MoveView, tell: (MoveView) -> Unit) {
    val runner = screen.runner
    var turn by rememberSaveable(move.state) { mutableStateOf(Turn.SHOWS) }
    Text(move.text.text, Modifier.semantics { liveRegion = LiveRegionMode.Polite })
    if (turn != Turn.SHOWS) {
        val own = if (move.code == null) R.string.move_digits else R.string.move_code
        return OtherCode(screen, move.side, turn, own, tell) { turn = it }
    }
    move.code?.let { OwnCode(it) }
    // Who gives reads them on the other phone alone, so that nobody skips comparing.
    if (move.side == MoveSide.NEW) move.digits?.let { Digits(it) }
    when (move.next) {
        MoveStep.SCAN -> PrimaryButton(stringResource(R.string.move_scan), runner.busy) { turn = Turn.SCANS }
        MoveStep.TYPE_DIGITS -> HandOver(screen, tell)
        MoveStep.TRY_AGAIN -> TryAgain(screen, tell)
        MoveStep.WAIT -> Unit
        MoveStep.DONE -> Done(screen, move)
    }
    // An offer that is over is made anew where it was made.
    if (move.side == MoveSide.OLD && runner.trouble?.code == ErrorCode.MOVE_OVER) TryAgain(screen, tell)
    if (move.state == MoveState.OFFERED || move.state == MoveState.COMPARING) Stop(screen)
}

@Composable
private fun TryAgain(screen: ScreenContext, tell: (MoveView) -> Unit) {
    PrimaryButton(stringResource(R.string.move_try_again), screen.runner.busy) {
        screen.runner.act({ it.offerMove(screen.me.person) }, tell)
    }
}

@Composable
private fun Stop(screen: ScreenContext) {
    var asks by rememberSaveable { mutableStateOf(false) }
    SecondaryButton(stringResource(R.string.move_stop), !screen.runner.busy) { asks = true }
    if (!asks) return
    ConfirmDialog(R.string.move_stop, R.string.move_keep, R.string.move_stop, R.string.move_stop_text, { asks = false }) {
        screen.runner.act({ it.stopMove(screen.me.person) }) { screen.nav.home() }
    }
}
