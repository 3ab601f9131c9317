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
import doorstep.app.Desk
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.InNoPicture
import doorstep.app.parts.Line
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.Typing

/** A registration on its way: the code of the message, or that it waits for a network. */
@Composable
fun CodeScreen(scene: Scene) = Page(scene, stringResource(R.string.code_title)) {
    InNoPicture()
    val (desk, me) = scene.desk to scene.me
    Text(me.registration.text.text)
    if (me.registration.step == Step.CODE_SENT) {
        var code by rememberSaveable { mutableStateOf("") }
        val confirm = { desk.act({ it.confirm(me.person, code) }) { confirmed(desk, it) } }
        Line(stringResource(R.string.code_code), code, Typing.CODE, done = confirm) { code = it }
        Main(stringResource(R.string.code_confirm), desk.busy, confirm)
    } else {
        Main(stringResource(R.string.retry), desk.busy) { desk.act({ it.sync(Urgency.PERSON) }) { desk.say(it.problem) } }
    }
    if (me.registration.step == Step.CODE_SENT) {
        Other(stringResource(R.string.code_again), !desk.busy) { desk.act({ it.resend(me.person) }) { desk.say(it.why()) } }
    }
    Other(stringResource(R.string.code_other), !desk.busy) { scene.way.go(Place.Name.PHONE) }
}

private fun confirmed(desk: Desk, told: RegistrationResult) {
    if (told is RegistrationResult.Registered) desk.form.clear()
    desk.say(told.why())
}

private fun RegistrationResult.why() = (this as? RegistrationResult.WaitingToSend)?.why
