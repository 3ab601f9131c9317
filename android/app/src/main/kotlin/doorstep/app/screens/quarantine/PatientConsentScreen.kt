package doorstep.app.screens.quarantine

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.QuarantineView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockOverlays
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong

/** That it was agreed to, and is only read again. */
const val AGREED = "agreed"

/** Who gets what of a patient, for how long, and whom to complain to; before the phone's system is asked for anything. */
@Composable
fun PatientConsentScreen(screen: ScreenContext, quarantine: QuarantineView, what: String) {
    val isRead = what == AGREED
    Page(screen, stringResource(if (isRead) R.string.quarantine_agreed else R.string.patient_consent_title)) {
        BlockScreenshots()
        BlockOverlays()
        quarantine.consent.forEach { point ->
            Card {
                Strong(point.title.text)
                point.text.forEach { Small(it.text) }
            }
        }
        if (isRead) return@Page
        PrimaryButton(stringResource(R.string.consent_agree)) {
            screen.nav.home()
            screen.nav.go(Screen.ACCESS)
        }
        SecondaryButton(stringResource(R.string.access_later)) { screen.nav.home() }
    }
}
