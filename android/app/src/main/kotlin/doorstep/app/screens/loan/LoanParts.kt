package doorstep.app.screens.loan

import androidx.compose.foundation.layout.RowScope
import androidx.compose.material3.IconButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import doorstep.LoanView
import doorstep.QuarantineView
import doorstep.app.App
import doorstep.app.OwnedPhone
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.dial
import doorstep.app.parts.Card
import doorstep.app.parts.EmergencyAction
import doorstep.app.parts.Picture
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.filled

/** What the first screens of a lent phone have in their bar. */
@Composable
fun RowScope.LoanActions(screen: ScreenContext) {
    EmergencyAction(screen)
    IconButton({ screen.nav.go(Screen.SETTINGS) }) { Picture(R.drawable.ic_settings, stringResource(R.string.settings_title)) }
}

/** The number on its form; none is known any more once it has begun to forget. */
@Composable
fun Number(loan: LoanView) {
    val number = loan.number ?: return
    Card { Strong(filled(R.string.loan_number, number)) }
}

/** What whoever has it is to know of how it goes back. */
@Composable
fun GiveBack(loan: LoanView) =
    // The day by which it is to be back is the zone's, as is every moment.
    Section(stringResource(R.string.loan_back)) { loan.giveBack.forEach { Text(it.text, Modifier.testTag("today")) } }

/** Whom to call, with a tap. */
@Composable
fun Call(loan: LoanView) {
    val context = LocalContext.current
    Section(stringResource(R.string.quarantine_help)) {
        Text(loan.emergencyText.text)
        loan.emergency.forEach { number -> SecondaryButton(filled(R.string.consent_call, number)) { dial(context, number) } }
    }
}

/** The way to the quarantine, and where it stands. */
@Composable
fun ToQuarantine(screen: ScreenContext, quarantine: QuarantineView) = Card({ screen.nav.go(Screen.QUARANTINE) }) {
    Strong(stringResource(R.string.quarantine_title))
    Text(quarantine.headline.text, Modifier.testTag("today"))
}

/** The way to the proof, which goes with everything else. */
@Composable
fun ToEvidence(screen: ScreenContext) {
    if (screen.me.quarantine == null) return
    Card({ screen.nav.go(Screen.EVIDENCE) }) {
        Strong(stringResource(R.string.evidence_title))
        Small(stringResource(R.string.loan_evidence))
    }
}

/** The phone as a whole, where it is the app's. */
@Composable
fun ownedPhone(): OwnedPhone? = (LocalContext.current.applicationContext as App).owned
