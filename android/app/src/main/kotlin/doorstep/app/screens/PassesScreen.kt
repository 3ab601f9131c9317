package doorstep.app.screens

import android.Manifest
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.material3.IconButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import doorstep.PassEntry
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.openNoticeSettings
import doorstep.app.parts.Card
import doorstep.app.parts.EmergencyAction
import doorstep.app.parts.LocalPalette
import doorstep.app.parts.Page
import doorstep.app.parts.PermissionButton
import doorstep.app.parts.Picture
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Warning
import doorstep.app.parts.allowed
import doorstep.app.parts.resultStyle
import doorstep.app.screens.quarantine.OrderWaits
import doorstep.sdk.PhoneFacts

/** The first screen of who is registered. */
@Composable
fun PassesScreen(screen: ScreenContext) = Page(
    screen,
    stringResource(R.string.passes_title),
    {
        EmergencyAction(screen)
        IconButton({ screen.nav.go(Route.Screen.SETTINGS) }) {
            Picture(R.drawable.ic_settings, stringResource(R.string.settings_title))
        }
    },
) {
    val me = screen.me
    (screen.snapshot.warnings + me.warnings).forEach { Warning(it.text) }
    OrderWaits(screen)
    // Whose quarantine runs comes from it, and back with the arrow.
    if (me.quarantine != null && screen.nav.here == null) {
        Card({ screen.nav.go(Route.Screen.QUARANTINE) }) { Strong(stringResource(R.string.quarantine_title)) }
    }
    me.passes.forEach { pass -> PassCard(pass) { screen.nav.go(Route.Screen.PASS, pass.id) } }
    me.waiting.forEach {
        Card {
            Strong(screen.label(it.purpose))
            Small(it.text.text)
        }
    }
    me.refused.forEach {
        Card {
            Strong(screen.label(it.purpose))
            Small(stringResource(R.string.passes_refused))
            Small(it.text.text)
            Small(it.next.text)
        }
    }
    if (me.passes.isEmpty()) Text(stringResource(R.string.passes_none))
    if (screen.snapshot.inForce != true) Text(screen.snapshot.act.text)
    val ask = { screen.nav.go(Route.Screen.PURPOSES) }
    // Where nobody needs one, nothing leads to it.
    val words = stringResource(R.string.passes_ask)
    if (screen.snapshot.inForce == false) SecondaryButton(words, act = ask) else PrimaryButton(words, act = ask)
    if (screen.snapshot.hasSmsRegions) {
        Card({ screen.nav.go(Route.Screen.SMS) }) {
            Strong(stringResource(R.string.sms_title))
            Small(stringResource(R.string.sms_why))
        }
    }
    Reminders()
}

@Composable
private fun PassCard(pass: PassEntry, go: () -> Unit) {
    val style = resultStyle(pass.state)
    Card(go, LocalPalette.current.pale(style.tone)) {
        Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            Picture(style.icon, size = 32.sp)
            Column {
                Strong(pass.label)
                Small(pass.text.text)
            }
        }
    }
}

/** Asks for notices where they are off, and says what for. */
@Composable
fun Reminders() {
    if (allowed(PhoneFacts::notices)) return
    Card {
        Small(stringResource(R.string.passes_reminders_why))
        PermissionButton(Manifest.permission.POST_NOTIFICATIONS, R.string.passes_reminders, ::openNoticeSettings) { words, ask ->
            SecondaryButton(words, act = ask)
        }
    }
}
