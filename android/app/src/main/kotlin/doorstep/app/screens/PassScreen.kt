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
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Alive
import doorstep.app.parts.Banner
import doorstep.app.parts.Bright
import doorstep.app.parts.Card
import doorstep.app.parts.Countdown
import doorstep.app.parts.Live
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.QrView
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Titled
import doorstep.app.parts.Warning
import doorstep.app.parts.live

/** A pass as an inspector wants it: its state, the live code, what it says, and the answer to a number. */
@Composable
fun PassScreen(scene: Scene, id: String) {
    val pass = scene.me.passes.firstOrNull { it.id == id }
    var asked by rememberSaveable(id) { mutableStateOf<String?>(null) }
    val live = live(scene.desk, id to asked) { Live(it.present(scene.me.person, id, asked)) }
    val drawn = live.shown?.pass ?: pass
    Page(scene, drawn?.label ?: stringResource(R.string.pass_title), trouble = live.trouble, titled = Titled.SILENT) {
        Bright()
        drawn?.let { Banner(it) }
        live.shown?.let { Code(it, R.string.pass_left, answers = asked != null) }
        live.shown?.typedCode?.let { Typed(it) }
        Answering(scene, asked) { asked = it }
        Other(stringResource(R.string.pass_paper)) { scene.way.go(Place.Name.PAPER, id) }
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
    QrView(shown.qrSize, shown.qrModules, spoken.joinToString(". "))
    if (answers) Warning(stringResource(R.string.pass_check_shown))
    Strong(shown.holder.text)
    Alive(shown)
    if (shown.endsInMs > 0) Countdown(shown, left)
    shown.hint?.let { Warning(it.text) }
}

/** The way to answer an inspector's number, and back. */
@Composable
fun Answering(scene: Scene, asked: String?, ask: (String?) -> Unit) {
    if (asked == null) {
        NumberCheck(scene.camera, ask)
    } else {
        Main(stringResource(R.string.pass_check_end)) { ask(null) }
    }
}

/** What can be read out, in groups of four. */
@Composable
fun Typed(code: String) = Card {
    Strong(stringResource(R.string.pass_typed))
    Text(code, Modifier.testTag("typed"), style = MaterialTheme.typography.headlineSmall)
    Small(stringResource(R.string.pass_typed_why))
}
