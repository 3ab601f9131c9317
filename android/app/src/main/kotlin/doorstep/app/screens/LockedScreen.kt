package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import doorstep.Declaring
import doorstep.PinView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Card
import doorstep.app.parts.ConfirmDialog
import doorstep.app.parts.EmergencyAction
import doorstep.app.parts.ErrorCard
import doorstep.app.parts.InputKind
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Section
import doorstep.app.parts.Strong
import doorstep.app.parts.TextInput
import doorstep.app.parts.Warning
import doorstep.app.parts.nameOf
import doorstep.app.screens.quarantine.Asked
import doorstep.app.screens.quarantine.Help
import doorstep.app.screens.quarantine.Noted

/** In place of everything that a PIN hides: what is asked, which comes first as ever, the PIN, and what is done without it. */
@Composable
fun LockedScreen(screen: ScreenContext, pin: PinView) {
    val runner = screen.runner
    Page(nameOf(screen.me), actions = { EmergencyAction(screen) }, news = runner.noted) {
        BlockScreenshots()
        if (screen.isShared) Card({ screen.nav.go(Screen.PEOPLE) }) { Strong(stringResource(R.string.people_others)) }
        screen.snapshot.warnings.forEach { Warning(it.text) }
        runner.noted?.let { Noted(it) }
        pin.asked?.let { Asked(screen, it) }
        Text(pin.text.text, Modifier.testTag("stands").semantics { liveRegion = LiveRegionMode.Polite })
        Opens(screen)
        // Asked for once, it comes no sooner.
        if (pin.goesAtMs == null) Forgot(screen)
        Section(stringResource(R.string.pin_without)) {
            SecondaryButton(stringResource(R.string.emergency)) { screen.nav.go(Screen.EMERGENCY) }
            if (pin.mayDeclare) Declares(screen)
        }
        Help(pin.help)
    }
}

/** No state that is saved holds what is typed, and what was wrong is typed anew. */
@Composable
private fun Opens(screen: ScreenContext) {
    val (runner, person) = screen.runner to screen.me.person
    var typed by remember { mutableStateOf("") }
    val open = {
        val pin = typed
        typed = ""
        if (pin.isNotBlank()) runner.act({ it.unlock(person, pin) })
    }
    TextInput(stringResource(R.string.pin_field), typed, InputKind.PIN, done = open) { typed = it }
    runner.trouble?.let { ErrorCard(it) }
    PrimaryButton(stringResource(R.string.pin_open), runner.busy, typed.isNotBlank(), open)
}

@Composable
private fun Forgot(screen: ScreenContext) {
    var asks by rememberSaveable { mutableStateOf(false) }
    SecondaryButton(stringResource(R.string.pin_forgot), !screen.runner.busy) { asks = true }
    if (!asks) return
    ConfirmDialog(R.string.pin_forgot, R.string.pin_forgot_keep, R.string.pin_forgot_confirm, R.string.pin_forgot_text, { asks = false }) {
        screen.runner.act({ it.forgetPin(screen.me.person) })
    }
}

@Composable
private fun Declares(screen: ScreenContext) {
    val runner = screen.runner
    SecondaryButton(stringResource(R.string.quarantine_hospital), !runner.busy) {
        runner.act({ it.declare(screen.me.person, Declaring.Hospital).text.text }, runner::note)
    }
    SecondaryButton(stringResource(R.string.quarantine_leave)) { screen.nav.go(Screen.SAFETY) }
}
