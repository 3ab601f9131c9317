package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.app.Form.Field
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.InputKind
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.TextInput

/** The phone number, and the mark that may be left out. */
@Composable
fun PhoneScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.phone_title)) {
    BlockScreenshots()
    val (runner, form) = screen.runner to screen.runner.form
    val send = {
        val (initials, document) = listOf(Field.INITIALS, Field.DOCUMENT).map { field -> form[field].ifBlank { null } }
        runner.act({ it.register(screen.me.person, form[Field.NUMBER], initials, document) }) { screen.nav.home() }
    }
    val example = stringResource(R.string.phone_number_example)
    TextInput(stringResource(R.string.phone_number), form[Field.NUMBER], InputKind.PHONE, example) { form[Field.NUMBER] = it }
    TextInput(stringResource(R.string.phone_initials), form[Field.INITIALS], InputKind.SIGNS) { form[Field.INITIALS] = it }
    val which = stringResource(R.string.phone_document_which)
    TextInput(stringResource(R.string.phone_document), form[Field.DOCUMENT], InputKind.SIGNS, which, send) { form[Field.DOCUMENT] = it }
    Small(stringResource(R.string.phone_mark_why))
    PrimaryButton(stringResource(R.string.phone_send), runner.busy, send)
}
