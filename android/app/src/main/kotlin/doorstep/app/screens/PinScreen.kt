package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.PinState
import doorstep.PinView
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Card
import doorstep.app.parts.ErrorCard
import doorstep.app.parts.InputKind
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.TextInput

/** The way there, and how it stands. */
@Composable
fun ToPin(screen: ScreenContext, pin: PinView) = Card({ screen.nav.go(Route.Screen.PIN) }) {
    Strong(stringResource(if (pin.state == PinState.UNSET) R.string.pin_set else R.string.pin_change))
    Small(pin.text.text)
}

/** What hides a person's part from whoever else uses the phone: set, changed, removed. No state that is saved holds what is typed. */
@Composable
fun PinScreen(screen: ScreenContext, pin: PinView) {
    val (runner, person) = screen.runner to screen.me.person
    var new by remember { mutableStateOf("") }
    var again by remember { mutableStateOf("") }
    var differ by remember { mutableStateOf(false) }
    val keep = {
        val typed = new
        differ = typed != again
        if (!differ) runner.act({ it.setPin(person, typed) }) { screen.nav.back() }
    }
    Page(screen, stringResource(R.string.pin_title), trouble = null) {
        BlockScreenshots()
        Text(pin.text.text)
        TextInput(stringResource(R.string.pin_new), new, InputKind.PIN) { new = it }
        runner.trouble?.let { ErrorCard(it) }
        val other = stringResource(R.string.pin_differ).takeIf { differ }
        TextInput(stringResource(R.string.pin_again), again, InputKind.PIN, done = keep, problem = other) { again = it }
        PrimaryButton(stringResource(R.string.pin_keep), runner.busy, new.isNotBlank(), keep)
        if (pin.state != PinState.UNSET) {
            SecondaryButton(stringResource(R.string.pin_remove), !runner.busy) {
                runner.act({ it.removePin(person) }) { screen.nav.back() }
            }
        }
    }
}
