package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.Step
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.openNoticeSettings
import doorstep.app.parts.Card
import doorstep.app.parts.LocalPalette
import doorstep.app.parts.Page
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Tone
import doorstep.app.parts.allowed
import doorstep.app.screens.moving.OFFER
import doorstep.app.screens.quarantine.isFirst
import doorstep.sdk.PhoneFacts

/** What can be chosen, and the ways to the rest. */
@Composable
fun SettingsScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.settings_title)) {
    val context = LocalContext.current
    Section(stringResource(R.string.welcome_language)) { Languages(screen) }
    Card({ openNoticeSettings(context) }) {
        Strong(stringResource(R.string.settings_reminders))
        Small(stringResource(if (allowed(PhoneFacts::notices)) R.string.settings_on else R.string.settings_off))
    }
    if (screen.me.registration.step == Step.REGISTERED) {
        Card({ screen.nav.go(Route.Screen.DETAILS) }) { Strong(stringResource(R.string.settings_details)) }
        // Whose order speaks has it already.
        if (screen.me.quarantine?.takeIf(::isFirst) == null) {
            Card({ screen.nav.go(Route.Screen.ORDER_CODE) }) { Strong(stringResource(R.string.order_paper)) }
        }
        Card({ screen.nav.go(Route.Screen.MOVE, OFFER) }) { Strong(stringResource(R.string.move_give)) }
    }
    screen.me.pin?.let { ToPin(screen, it) }
    Card({ screen.nav.go(Route.Screen.PEOPLE) }) { Strong(stringResource(R.string.people_title)) }
    Card({ screen.nav.go(Route.Screen.SENT) }) { Strong(stringResource(R.string.sent_title)) }
    Card(screen::inspect) { Strong(stringResource(R.string.settings_inspect)) }
    Card({ screen.nav.go(Route.Screen.HELP) }) { Strong(stringResource(R.string.settings_help)) }
    Card({ screen.nav.go(Route.Screen.ABOUT) }) { Strong(stringResource(R.string.settings_about)) }
    // Of several people each goes alone.
    if (screen.isShared) {
        RemovePerson(screen)
    } else {
        Card({ screen.nav.go(Route.Screen.ERASE) }, LocalPalette.current.pale(Tone.STOPS)) {
            Strong(stringResource(R.string.settings_erase))
        }
    }
}
