package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.RegistrationResult
import doorstep.Step
import doorstep.Urgency
import doorstep.app.ActionRunner
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.InputKind
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.TextInput

/** A registration on its way: the code of the message, or that it waits for a network. */
@Composable
fun CodeScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.code_title)) {
    BlockScreenshots()
    val (runner, me) = screen.runner to screen.me
    Text(me.registration.text.text)
    if (me.registration.step == Step.CODE_SENT) {
        var code by rememberSaveable { mutableStateOf("") }
        val confirm = { runner.act({ it.confirm(me.person, code) }) { confirmed(runner, it) } }
        TextInput(stringResource(R.string.code_code), code, InputKind.CODE, done = confirm) { code = it }
        PrimaryButton(stringResource(R.string.code_confirm), runner.busy, confirm)
    } else {
        PrimaryButton(stringResource(R.string.retry), runner.busy) { runner.act({ it.sync(Urgency.PERSON) }) { runner.say(it.problem) } }
    }
    if (me.registration.step == Step.CODE_SENT) {
        SecondaryButton(stringResource(R.string.code_again), !runner.busy) { runner.act({ it.resend(me.person) }) { runner.say(it.why()) } }
    }
    SecondaryButton(stringResource(R.string.code_other), !runner.busy) { screen.nav.go(Route.Screen.PHONE) }
}

private fun confirmed(runner: ActionRunner, told: RegistrationResult) {
    if (told is RegistrationResult.Registered) runner.form.clear()
    runner.say(told.why())
}

private fun RegistrationResult.why() = (this as? RegistrationResult.WaitingToSend)?.why
