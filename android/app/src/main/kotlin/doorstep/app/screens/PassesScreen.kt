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
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.openNoticeSettings
import doorstep.app.parts.Ask
import doorstep.app.parts.Card
import doorstep.app.parts.EmergencyAction
import doorstep.app.parts.LocalPalette
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.Picture
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Warning
import doorstep.app.parts.allowed
import doorstep.app.parts.looks
import doorstep.sdk.Facts

/** The first screen of who is registered. */
@Composable
fun PassesScreen(scene: Scene) = Page(
    scene,
    stringResource(R.string.passes_title),
    {
        EmergencyAction(scene)
        IconButton({ scene.way.go(Place.Name.SETTINGS) }) {
            Picture(R.drawable.ic_settings, stringResource(R.string.settings_title))
        }
    },
) {
    val me = scene.me
    (scene.snapshot.warnings + me.warnings).forEach { Warning(it.text) }
    me.passes.forEach { pass -> PassCard(pass) { scene.way.go(Place.Name.PASS, pass.id) } }
    me.waiting.forEach {
        Card {
            Strong(scene.label(it.purpose))
            Small(it.text.text)
        }
    }
    me.refused.forEach {
        Card {
            Strong(scene.label(it.purpose))
            Small(stringResource(R.string.passes_refused))
            Small(it.text.text)
            Small(it.next.text)
        }
    }
    if (me.passes.isEmpty()) Text(stringResource(R.string.passes_none))
    if (scene.snapshot.inForce != true) Text(scene.snapshot.act.text)
    val ask = { scene.way.go(Place.Name.PURPOSES) }
    // Where nobody needs one, nothing leads to it.
    val words = stringResource(R.string.passes_ask)
    if (scene.snapshot.inForce == false) Other(words, act = ask) else Main(words, act = ask)
    Reminders()
}

@Composable
private fun PassCard(pass: PassEntry, go: () -> Unit) {
    val looks = looks(pass.state)
    Card(go, LocalPalette.current.pale(looks.tone)) {
        Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            Picture(looks.icon, size = 32.sp)
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
    if (allowed(Facts::notices)) return
    Card {
        Small(stringResource(R.string.passes_reminders_why))
        Ask(Manifest.permission.POST_NOTIFICATIONS, R.string.passes_reminders, ::openNoticeSettings) { words, ask ->
            Other(words, act = ask)
        }
    }
}
