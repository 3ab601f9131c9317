package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.Step
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.openNoticeSettings
import doorstep.app.parts.Card
import doorstep.app.parts.LocalPalette
import doorstep.app.parts.Page
import doorstep.app.parts.Part
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Tone
import doorstep.app.parts.allowed
import doorstep.sdk.Facts

/** What can be chosen, and the ways to the rest. */
@Composable
fun SettingsScreen(scene: Scene) = Page(scene, stringResource(R.string.settings_title)) {
    val context = LocalContext.current
    Part(stringResource(R.string.welcome_language)) { Languages(scene) }
    Card({ openNoticeSettings(context) }) {
        Strong(stringResource(R.string.settings_reminders))
        Small(stringResource(if (allowed(Facts::notices)) R.string.settings_on else R.string.settings_off))
    }
    if (scene.me.registration.step == Step.REGISTERED) {
        Card({ scene.way.go(Place.Name.DETAILS) }) { Strong(stringResource(R.string.settings_details)) }
    }
    Card({ scene.way.go(Place.Name.SENT) }) { Strong(stringResource(R.string.sent_title)) }
    Card(scene::inspect) { Strong(stringResource(R.string.settings_inspect)) }
    Card({ scene.way.go(Place.Name.HELP) }) { Strong(stringResource(R.string.settings_help)) }
    Card({ scene.way.go(Place.Name.ABOUT) }) { Strong(stringResource(R.string.settings_about)) }
    Card({ scene.way.go(Place.Name.ERASE) }, LocalPalette.current.pale(Tone.STOPS)) { Strong(stringResource(R.string.settings_erase)) }
}
