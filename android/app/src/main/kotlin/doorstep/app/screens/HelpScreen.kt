package doorstep.app.screens

import androidx.annotation.StringRes
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.Page
import doorstep.app.parts.Section

/** What to do when something is not as it should be, and whom to ask. */
@Composable
fun HelpScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.settings_help)) {
    Help(R.string.help_network, R.string.help_network_text)
    Help(R.string.help_phone, R.string.help_phone_text)
    Help(R.string.help_refused, R.string.help_refused_text)
    Help(R.string.help_emergency, R.string.help_emergency_text)
    Contact(screen)
}

@Composable
private fun Help(
    @StringRes what: Int,
    @StringRes then: Int,
) = Section(stringResource(what)) { Text(stringResource(then)) }
