package doorstep.app.screens.loan

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.LoanStep
import doorstep.Step
import doorstep.Urgency
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.WordsInput
import doorstep.app.screens.Scan

/** Makes this phone the lent one of a form: by the code on it, scanned or pasted. */
@Composable
fun LoanTakeScreen(screen: ScreenContext) {
    val runner = screen.runner
    val owned = ownedPhone()
    var text by rememberSaveable { mutableStateOf(owned?.invitation.orEmpty()) }
    var scans by rememberSaveable { mutableStateOf(false) }
    val take = { code: String ->
        scans = false
        runner.act({ it.takeLoan(code) }) { step ->
            owned?.forgetInvitation()
            runner.say(step.why())
            if (step is LoanStep.Done) screen.nav.home()
        }
    }
    Page(screen, stringResource(R.string.loan_take_title)) {
        BlockScreenshots()
        if (screen.me.registration.step == Step.LOAN_ASKED) {
            Text(screen.me.registration.text.text)
            PrimaryButton(stringResource(R.string.retry), runner.busy) {
                runner.act({ it.sync(Urgency.PERSON) }) { told -> runner.say(told.problem) }
            }
        }
        Text(stringResource(R.string.loan_take_text))
        if (scans) {
            Scan(screen.camera, R.string.loan_camera_why, R.string.loan_point, take)
            SecondaryButton(stringResource(R.string.loan_type)) { scans = false }
        } else {
            SecondaryButton(stringResource(R.string.loan_scan), !runner.busy) { scans = true }
            WordsInput(stringResource(R.string.loan_code), text, stringResource(R.string.loan_code_which)) { text = it }
            PrimaryButton(stringResource(R.string.loan_take), runner.busy, text.isNotBlank()) { take(text) }
        }
    }
}

/** Why a step has not come to its end yet, if it has not. */
internal fun LoanStep.why() = (this as? LoanStep.WaitingToSend)?.why
