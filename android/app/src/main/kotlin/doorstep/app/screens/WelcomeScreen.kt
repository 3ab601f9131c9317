package doorstep.app.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import doorstep.Step
import doorstep.app.LANGUAGES
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Section
import doorstep.app.parts.Strong
import doorstep.app.parts.Warning

/** The first screen of who is not registered. */
@Composable
fun WelcomeScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.welcome_title)) {
    if (screen.isResident) Text(stringResource(R.string.welcome_text))
    if (screen.me.registration.step != Step.NOT_REGISTERED) Warning(screen.me.registration.text.text)
    (screen.snapshot.warnings + screen.me.warnings).forEach { Warning(it.text) }
    // What was written down stays when its account has gone.
    if (screen.me.quarantine != null) {
        Card({ screen.nav.go(Route.Screen.QUARANTINE) }) { Strong(stringResource(R.string.quarantine_title)) }
    }
    Section(stringResource(R.string.welcome_language)) { Languages(screen) }
    PrimaryButton(stringResource(R.string.welcome_start)) { screen.nav.go(Route.Screen.CONSENT) }
    SecondaryButton(stringResource(R.string.move_take)) { screen.nav.go(Route.Screen.MOVE) }
    SecondaryButton(stringResource(R.string.welcome_inspect), act = screen::inspect)
    // Whoever was added here by mistake goes; a phone that several people share is nobody's loan.
    if (screen.isShared) {
        RemovePerson(screen)
    } else {
        SecondaryButton(stringResource(R.string.loan_mine)) { screen.nav.go(Route.Screen.LOAN_TAKE) }
    }
}

/** The languages, each by its own name. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Languages(screen: ScreenContext) = FlowRow(Modifier.selectableGroup(), horizontalArrangement = Arrangement.spacedBy(16.dp)) {
    LANGUAGES.forEach { (tag, name) ->
        val chosen = screen.snapshot.language == tag
        Row(
            Modifier.heightIn(min = 48.dp).selectable(chosen, role = Role.RadioButton) { screen.speak(tag) },
            verticalAlignment = Alignment.CenterVertically,
            horizontalArrangement = Arrangement.spacedBy(8.dp),
        ) {
            RadioButton(chosen, onClick = null)
            Text(name)
        }
    }
}
