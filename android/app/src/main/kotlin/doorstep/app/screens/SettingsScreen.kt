package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.Part
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.allowed
import doorstep.sdk.Facts

/** What can be chosen, and the ways to the rest. */
@Composable
fun SettingsScreen(scene: Scene) = Page(scene, stringResource(R.string.settings_title)) {
    Part(stringResource(R.string.welcome_language)) { Languages(scene) }
    Card {
        Strong(stringResource(R.string.settings_reminders))
        Small(stringResource(if (allowed(Facts::notices)) R.string.settings_on else R.string.settings_off))
    }
    Reminders()
    Card({ scene.way.go(Place.Name.SENT) }) { Strong(stringResource(R.string.sent_title)) }
    Card(scene::inspect) { Strong(stringResource(R.string.settings_inspect)) }
    Card({ scene.way.go(Place.Name.ERASE) }) { Strong(stringResource(R.string.settings_erase)) }
}
