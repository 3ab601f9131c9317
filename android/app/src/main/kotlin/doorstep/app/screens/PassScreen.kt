package doorstep.app.screens

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
import androidx.compose.ui.text.input.KeyboardType
import doorstep.Shown
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Bright
import doorstep.app.parts.Card
import doorstep.app.parts.Countdown
import doorstep.app.parts.Line
import doorstep.app.parts.Live
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.QrView
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Warning
import doorstep.app.parts.live

/** A pass as an inspector wants it: the live code, what it says, and the answer to a number. */
@Composable
fun PassScreen(scene: Scene, id: String) {
    val pass = scene.me.passes.firstOrNull { it.id == id }
    var asked by rememberSaveable(id) { mutableStateOf<String?>(null) }
    val live = live(scene.desk, id to asked) { Live(it.present(scene.me.person, id, asked)) }
    Page(scene, pass?.label ?: stringResource(R.string.pass_title), { EmergencyAction(scene) }, live.trouble) {
        Bright()
        when (val shown = live.shown) {
            null -> pass?.let { Text(it.text.text) }
            else -> Code(shown, answers = asked != null)
        }
        if (asked == null) {
            Check { asked = it }
        } else {
            Main(stringResource(R.string.pass_check_end)) { asked = null }
        }
        Other(stringResource(R.string.pass_paper)) { scene.way.go(Place.Name.PAPER, id) }
    }
}

/** The code of a frame with all that is said of it. */
@Composable
fun Code(shown: Shown, answers: Boolean = false) {
    val says = shown.pass?.text?.text
    val spoken = listOfNotNull(stringResource(R.string.pass_qr), shown.pass?.label, says)
    QrView(shown.qrSize, shown.qrModules, spoken.joinToString(". "))
    if (answers) Warning(stringResource(R.string.pass_check_shown))
    says?.let { Text(it, style = MaterialTheme.typography.titleLarge) }
    Countdown(shown)
    shown.hint?.let { Warning(it.text) }
    shown.typedCode?.let { Typed(it) }
}

/** What can be read out, in groups of four. */
@Composable
fun Typed(code: String) = Card {
    Strong(stringResource(R.string.pass_typed))
    Text(code, Modifier.testTag("typed"), style = MaterialTheme.typography.headlineSmall)
    Small(stringResource(R.string.pass_typed_why))
}

@Composable
private fun Check(ask: (String) -> Unit) = Card {
    var digits by rememberSaveable { mutableStateOf("") }
    Strong(stringResource(R.string.pass_check))
    Line(stringResource(R.string.pass_check_digits), digits, KeyboardType.Number) { digits = it }
    Other(stringResource(R.string.pass_check_show), digits.isNotBlank()) { ask(digits) }
}
