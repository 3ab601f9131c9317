package doorstep.app

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.LocalLifecycleOwner
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.repeatOnLifecycle
import doorstep.Step
import doorstep.app.Route.Screen
import doorstep.app.screens.AboutScreen
import doorstep.app.screens.AskScreen
import doorstep.app.screens.CodeScreen
import doorstep.app.screens.ConsentScreen
import doorstep.app.screens.DetailsScreen
import doorstep.app.screens.EmergencyScreen
import doorstep.app.screens.EraseScreen
import doorstep.app.screens.HelpScreen
import doorstep.app.screens.InspectScreen
import doorstep.app.screens.LockedScreen
import doorstep.app.screens.NotOpenScreen
import doorstep.app.screens.PaperScreen
import doorstep.app.screens.PassScreen
import doorstep.app.screens.PassesScreen
import doorstep.app.screens.PeopleScreen
import doorstep.app.screens.PhoneScreen
import doorstep.app.screens.PinScreen
import doorstep.app.screens.PurposesScreen
import doorstep.app.screens.RemovePersonScreen
import doorstep.app.screens.SentRequestScreen
import doorstep.app.screens.SentScreen
import doorstep.app.screens.SettingsScreen
import doorstep.app.screens.WelcomeScreen
import doorstep.app.screens.loan.LOAN_SCREENS
import doorstep.app.screens.loan.LoanFirst
import doorstep.app.screens.loan.LoanScreens
import doorstep.app.screens.loan.LoanTakeScreen
import doorstep.app.screens.moving.MoveScreen
import doorstep.app.screens.quarantine.OrderCodeScreen
import doorstep.app.screens.quarantine.PatientScreens
import doorstep.app.screens.quarantine.QuarantineScreen
import doorstep.app.screens.quarantine.isFirst
import doorstep.app.screens.sms.SMS_SCREENS
import doorstep.app.screens.sms.SmsScreens
import kotlinx.coroutines.delay

/** The screen of where somebody is. */
@Composable
fun Screens(runner: ActionRunner, camera: Camera, faceCamera: FaceCamera, speak: (String) -> Unit) {
    val snapshot by runner.engine.model.snapshot.collectAsStateWithLifecycle()
    val closed by runner.engine.model.trouble.collectAsStateWithLifecycle()
    val shown = snapshot
    val me = shown?.people?.run { find { it.person == runner.nav.person } ?: firstOrNull() }
    if (shown == null || me == null) return NotOpenScreen(closed, runner::wake)
    BackHandler(enabled = runner.nav.here != null) {
        runner.forget()
        runner.nav.back()
    }
    // What only time changes is drawn anew while somebody looks.
    val lifecycle = LocalLifecycleOwner.current.lifecycle
    LaunchedEffect(lifecycle) {
        lifecycle.repeatOnLifecycle(Lifecycle.State.STARTED) {
            while (true) {
                delay(MINUTE_MS)
                runner.look()
            }
        }
    }
    // What is remembered at one person's screens is never another's.
    key(me.person) { Draw(ScreenContext(shown, me, runner, camera, faceCamera, speak)) }
}

@Composable
private fun Draw(screen: ScreenContext) {
    val pin = screen.me.pin
    if (pin != null && screen.isLocked && screen.nav.here?.screen?.needsPin != false) return LockedScreen(screen, pin)
    val here = screen.nav.here ?: return First(screen)
    // A lent phone has settings of its own.
    val loan = screen.snapshot.loan
    if (loan != null && here.screen in LOAN_SCREENS) return LoanScreens(screen, loan, here)
    when (here.screen) {
        Screen.CONSENT -> ConsentScreen(screen)
        Screen.PHONE -> PhoneScreen(screen)
        Screen.PURPOSES -> PurposesScreen(screen)
        Screen.ASK -> AskScreen(screen, here.of)
        Screen.PASS -> PassScreen(screen, here.of)
        Screen.PAPER -> PaperScreen(screen, here.of)
        Screen.DETAILS -> DetailsScreen(screen)
        Screen.HELP -> HelpScreen(screen)
        Screen.ABOUT -> AboutScreen(screen)
        Screen.EMERGENCY -> EmergencyScreen(screen)
        Screen.INSPECT -> InspectScreen(screen)
        Screen.SENT -> SentScreen(screen)
        Screen.SENT_REQUEST -> SentRequestScreen(screen, here.of)
        Screen.SETTINGS -> SettingsScreen(screen)
        Screen.PIN -> pin?.let { PinScreen(screen, it) } ?: First(screen)
        Screen.ERASE -> EraseScreen(screen)
        Screen.PASSES -> PassesScreen(screen)
        Screen.PEOPLE -> PeopleScreen(screen)
        Screen.REMOVE_PERSON -> RemovePersonScreen(screen)
        Screen.MOVE -> MoveScreen(screen, here.of)
        Screen.ORDER_CODE -> OrderCodeScreen(screen, here.of)
        Screen.LOAN_TAKE -> LoanTakeScreen(screen)
        Screen.WELCOME -> WelcomeScreen(screen)
        in SMS_SCREENS -> if (screen.snapshot.hasSmsRegions) SmsScreens(screen, here) else First(screen)
        else -> if (screen.me.quarantine == null && !screen.isLocked) First(screen) else PatientScreens(screen, here)
    }
}

@Composable
private fun First(screen: ScreenContext) = screen.snapshot.loan?.let { LoanFirst(screen, it) } ?: when (screen.me.registration.step) {
    Step.MOVING -> MoveScreen(screen)
    Step.NOT_REGISTERED, Step.CLOSED, Step.ERASING -> WelcomeScreen(screen)
    Step.WAITING_TO_SEND, Step.CODE_SENT -> CodeScreen(screen)
    Step.LOAN_ASKED -> LoanTakeScreen(screen)
    Step.REGISTERED -> screen.me.quarantine?.takeIf(::isFirst)?.let { QuarantineScreen(screen, it) } ?: PassesScreen(screen)
}

private const val MINUTE_MS = 60_000L
