package doorstep.app.screens.quarantine

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.ClientInterface
import doorstep.Declaring
import doorstep.QuarantineView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Strong

/** What a patient can say of their own accord; `noted` is told what the app has understood. */
@Composable
fun Saying(screen: ScreenContext, quarantine: QuarantineView, isAsked: Boolean, noted: (String) -> Unit) {
    val runner = screen.runner
    val person = screen.me.person
    val say: (suspend (ClientInterface) -> String) -> Unit = { runner.act(it, noted) }
    val here = stringResource(R.string.quarantine_here_noted)
    val sayHere = { say { it.here(person)?.text?.text ?: here } }
    val declared = quarantine.declared
    if (declared == null) {
        // Who is asked has the larger button above.
        val words = stringResource(R.string.quarantine_here)
        if (isAsked) SecondaryButton(words, !runner.busy, sayHere) else PrimaryButton(words, runner.busy, sayHere)
        // With one tap, as the order promises.
        SecondaryButton(stringResource(R.string.quarantine_hospital), !runner.busy) {
            say { it.declare(person, Declaring.Hospital).text.text }
        }
        SecondaryButton(stringResource(R.string.quarantine_permission)) { screen.nav.go(Screen.DECLARE, PERMISSION) }
        SecondaryButton(stringResource(R.string.quarantine_leave)) { screen.nav.go(Screen.SAFETY) }
    } else {
        Strong(declared.text.text)
        PrimaryButton(stringResource(R.string.quarantine_back), runner.busy) { say { it.declare(person, Declaring.Back).text.text } }
    }
    SecondaryButton(stringResource(R.string.quarantine_fault)) { screen.nav.go(Screen.DECLARE, FAULT) }
}
