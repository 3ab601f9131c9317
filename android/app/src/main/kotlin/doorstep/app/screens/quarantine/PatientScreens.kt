package doorstep.app.screens.quarantine

import androidx.compose.runtime.Composable
import doorstep.QuarantineView
import doorstep.app.Route
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext

/** The screen of where a patient is; whom a PIN hides comes to the first four alone. */
@Composable
fun PatientScreens(screen: ScreenContext, here: Route) = when (here.screen) {
    Screen.CHECK -> CheckScreen(screen, here.of)
    Screen.CANNOT -> CannotScreen(screen, here.of)
    Screen.PHOTO -> PhotoScreen(screen, here.of)
    Screen.SAFETY -> SafetyScreen(screen)
    else -> screen.me.quarantine?.let { Kept(screen, it, here) }
}

/** What is kept of it, and what is decided. */
@Composable
private fun Kept(screen: ScreenContext, quarantine: QuarantineView, here: Route) = when (here.screen) {
    Screen.QUARANTINE -> QuarantineScreen(screen, quarantine)
    Screen.ORDER -> OrderScreen(screen, quarantine)
    Screen.PATIENT_CONSENT -> PatientConsentScreen(screen, quarantine, here.of)
    Screen.ACCESS -> AccessScreen(screen, quarantine)
    Screen.PHONE_MAKER -> PhoneMakerScreen(screen)
    Screen.DECLARE -> DeclareScreen(screen, here.of)
    Screen.JOURNAL -> JournalScreen(screen, quarantine)
    Screen.NOTICES -> NoticesScreen(screen, quarantine)
    Screen.DISPUTE -> DisputeScreen(screen, here.of)
    Screen.EVIDENCE -> EvidenceScreen(screen)
    else -> error("${here.screen} is no patient's")
}
