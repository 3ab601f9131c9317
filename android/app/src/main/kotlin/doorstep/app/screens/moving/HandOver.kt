package doorstep.app.screens.moving

import android.content.Intent
import android.provider.Settings
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.MoveSide
import doorstep.MoveView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.askForLock
import doorstep.app.openSystem
import doorstep.app.parts.BlockOverlays
import doorstep.app.parts.Card
import doorstep.app.parts.InputKind
import doorstep.app.parts.LocalPalette
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Strong
import doorstep.app.parts.TextInput
import doorstep.app.parts.Tone
import doorstep.app.parts.Warning
import doorstep.app.parts.allowed
import doorstep.app.screens.RemovePerson
import doorstep.sdk.PhoneFacts

/** The new phone's digits, and the phone's lock: then the account goes. */
@Composable
fun HandOver(screen: ScreenContext, tell: (MoveView) -> Unit) {
    BlockOverlays()
    val (runner, person) = screen.runner to screen.me.person
    var digits by rememberSaveable { mutableStateOf("") }
    val give = askForLock(runner, stringResource(R.string.move_title), stringResource(R.string.move_lock_reason)) { owner ->
        runner.act({ it.giveAccount(person, digits, owner) }, tell)
    }
    val done = { if (digits.isNotBlank()) give() }
    TextInput(stringResource(R.string.move_digits_typed), digits, InputKind.DIGITS, done = done) { digits = it }
    if (!allowed(PhoneFacts::lock)) NoLock()
    PrimaryButton(stringResource(R.string.move_give_now), runner.busy, digits.isNotBlank(), give)
}

@Composable
private fun NoLock() {
    val context = LocalContext.current
    Warning(stringResource(R.string.move_lock_needed))
    SecondaryButton(stringResource(R.string.open_settings)) { openSystem(context, Intent(Settings.ACTION_SECURITY_SETTINGS)) }
}

/** The account is on the new phone: here nothing more is to be done, and the old one may forget everything. */
@Composable
fun Done(screen: ScreenContext, move: MoveView) {
    PrimaryButton(stringResource(R.string.move_home)) { screen.nav.home() }
    if (move.side == MoveSide.NEW) return
    // Of several people each goes alone.
    if (screen.isShared) {
        RemovePerson(screen)
    } else {
        Card({ screen.nav.go(Screen.ERASE) }, LocalPalette.current.pale(Tone.STOPS)) { Strong(stringResource(R.string.move_erase)) }
    }
}
