package doorstep.app.screens

import androidx.annotation.StringRes
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import doorstep.Shown
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.parts.Banner
import doorstep.app.parts.Card
import doorstep.app.parts.Countdown
import doorstep.app.parts.FrameCountdown
import doorstep.app.parts.FullBrightness
import doorstep.app.parts.LiveFrame
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.QrView
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.TitlePlacement
import doorstep.app.parts.Warning
import doorstep.app.parts.liveFrames

/** A pass as an inspector wants it: its state, the live code, what it says, and the answer to a number. */
@Composable
fun PassScreen(screen: ScreenContext, id: String) {
    val pass = screen.me.passes.firstOrNull { it.id == id }
    var asked by rememberSaveable(id) { mutableStateOf<String?>(null) }
    val live = liveFrames(screen.runner, id, asked) { LiveFrame(it.present(screen.me.person, id, asked), asked = asked) }
    val drawn = live.shown?.pass ?: pass
    Page(
        screen,
        drawn?.label ?: stringResource(R.string.pass_title),
        trouble = live.trouble,
        // The code that answers a number is what the inspector waits for.
        news = live.trouble ?: live.asked,
        titlePlacement = TitlePlacement.SILENT,
    ) {
        FullBrightness()
        drawn?.let { Banner(it) }
        live.shown?.let { Code(it, R.string.pass_left, answers = live.asked != null) }
        live.shown?.typedCode?.let { Typed(it) }
        Answering(screen, live.asked) { asked = it }
        SecondaryButton(stringResource(R.string.pass_paper)) { screen.nav.go(Route.Screen.PAPER, id) }
    }
}

/** The code of a frame with what is said of it. */
@Composable
fun Code(
    shown: Shown,
    @StringRes left: Int,
    answers: Boolean,
) {
    val spoken = listOfNotNull(stringResource(R.string.pass_qr), shown.pass?.label, shown.pass?.text?.text)
    QrView(shown.qr, spoken.joinToString(". "))
    if (answers) Warning(stringResource(R.string.pass_check_shown))
    Strong(shown.holder.text)
    FrameCountdown(shown)
    if (shown.endsInMs > 0) Countdown(shown, left)
    shown.hint?.let { Warning(it.text) }
}

/** The way to answer an inspector's number, and back. */
@Composable
fun Answering(screen: ScreenContext, asked: String?, ask: (String?) -> Unit) {
    if (asked == null) {
        NumberCheck(screen.camera, ask)
    } else {
        PrimaryButton(stringResource(R.string.pass_check_end)) { ask(null) }
    }
}

/** What can be read out, in groups of four. */
@Composable
fun Typed(code: String) = Card {
    Strong(stringResource(R.string.pass_typed))
    Text(code, Modifier.testTag("typed"), style = MaterialTheme.typography.headlineSmall)
    Small(stringResource(R.string.pass_typed_why))
}
