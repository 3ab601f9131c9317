package doorstep.app.screens

import android.Manifest
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import doorstep.PassEntry
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Card
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Warning
import doorstep.app.parts.allowed
import doorstep.app.parts.asking
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
            Icon(painterResource(R.drawable.ic_settings), stringResource(R.string.settings_title))
        }
    },
) {
    val me = scene.me
    (scene.snapshot.warnings + me.warnings).forEach { Warning(it.text) }
    me.passes.forEach { pass -> PassCard(pass) { scene.way.go(Place.Name.PASS, pass.id) } }
    me.waiting.forEach {
        Card {
            Strong(stringResource(R.string.passes_waiting))
            Small(it.text.text)
        }
    }
    me.refused.forEach {
        Card {
            Strong(stringResource(R.string.passes_refused))
            Small(it.text.text)
            Small(it.next.text)
        }
    }
    if (me.passes.isEmpty()) Text(stringResource(R.string.passes_none))
    Small(scene.snapshot.act.text)
    Main(stringResource(R.string.passes_ask)) { scene.way.go(Place.Name.PURPOSES) }
    Reminders()
}

@Composable
private fun PassCard(pass: PassEntry, go: () -> Unit) {
    val looks = looks(pass.state)
    Card(go, looks.colors) {
        Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            Icon(painterResource(looks.icon), contentDescription = null)
            Column {
                Strong(pass.label)
                Small(pass.text.text)
            }
        }
    }
}

/** The way to emergency care, which is never more than one tap away. */
@Composable
fun EmergencyAction(scene: Scene) =
    TextButton({ scene.way.go(Place.Name.EMERGENCY) }) { Text(stringResource(R.string.emergency)) }

/** Asks for notices where they are off, and says what for. */
@Composable
fun Reminders() {
    val ask = asking(Manifest.permission.POST_NOTIFICATIONS)
    if (allowed(Facts::notices)) return
    Card {
        Small(stringResource(R.string.passes_reminders_why))
        Other(stringResource(R.string.passes_reminders), act = ask)
    }
}
