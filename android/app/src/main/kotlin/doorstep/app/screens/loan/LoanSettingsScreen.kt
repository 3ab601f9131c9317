package doorstep.app.screens.loan

import androidx.annotation.StringRes
import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.openNoticeSettings
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.allowed
import doorstep.app.screens.Languages
import doorstep.sdk.PhoneFacts

/** What can be chosen on a lent phone: it has no number, inspects nobody, and is emptied by going back alone. */
@Composable
fun LoanSettingsScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.settings_title)) {
    val context = LocalContext.current
    Section(stringResource(R.string.welcome_language)) { Languages(screen) }
    Card({ openNoticeSettings(context) }) {
        Strong(stringResource(R.string.settings_reminders))
        Small(stringResource(if (allowed(PhoneFacts::notices)) R.string.settings_on else R.string.settings_off))
    }
    Link(screen, R.string.loan_title, Screen.LOAN)
    Link(screen, R.string.sent_title, Screen.SENT)
    Link(screen, R.string.settings_help, Screen.HELP)
    Link(screen, R.string.settings_about, Screen.ABOUT)
}

@Composable
private fun Link(
    screen: ScreenContext,
    @StringRes words: Int,
    to: Screen,
) = Card({ screen.nav.go(to) }) { Strong(stringResource(words)) }
