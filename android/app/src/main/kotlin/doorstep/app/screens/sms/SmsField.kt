package doorstep.app.screens.sms

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.relocation.BringIntoViewRequester
import androidx.compose.foundation.relocation.bringIntoViewRequester
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import doorstep.SmsFieldView
import doorstep.SmsInput
import doorstep.app.R
import doorstep.app.parts.Choice
import doorstep.app.parts.Choices
import doorstep.app.parts.InputKind
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.TextInput
import doorstep.app.parts.Warning
import doorstep.app.parts.dateDigits
import doorstep.app.parts.datePoints

/** A field as its kind is typed or chosen, with what is wrong with it. */
@Composable
fun SmsField(
    field: SmsFieldView,
    text: String,
    problem: String?,
    here: BringIntoViewRequester?,
    done: (() -> Unit)?,
    typed: (String) -> Unit,
) {
    val hint = field.hint?.text
    Box(if (here == null) Modifier else Modifier.bringIntoViewRequester(here)) {
        when (field.input) {
            SmsInput.CHOICE -> Chosen(field, text, problem, typed)
            SmsInput.DIGITS -> TextInput(field.label, text, InputKind.DIGITS, hint, done, problem, typed)
            SmsInput.TEXT -> TextInput(field.label, text, InputKind.NAMES, hint, done, problem, typed)
            SmsInput.DATE -> Date(field, text, problem, done, typed)
        }
    }
}

@Composable
private fun Date(field: SmsFieldView, text: String, problem: String?, done: (() -> Unit)?, typed: (String) -> Unit) {
    val hint = listOfNotNull(field.hint?.text, stringResource(R.string.sms_date)).joinToString(" ")
    TextInput(field.label, dateDigits(text), InputKind.DATE, hint, done, problem) { typed(datePoints(it)) }
}

@Composable
private fun Chosen(field: SmsFieldView, value: String, problem: String?, choose: (String) -> Unit) = Section(field.label) {
    field.hint?.let { Small(it.text) }
    problem?.let { Box(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) { Warning(it) } }
    Choices {
        field.choices.forEach { choice -> Choice(choice.value == value, { choose(choice.value) }) { Small(choice.label) } }
    }
}
