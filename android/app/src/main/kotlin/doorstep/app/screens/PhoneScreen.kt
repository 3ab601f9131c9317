package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.app.Form.Field
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.InNoPicture
import doorstep.app.parts.Line
import doorstep.app.parts.Main
import doorstep.app.parts.Page
import doorstep.app.parts.Small
import doorstep.app.parts.Typing

/** The phone number, and the mark that may be left out. */
@Composable
fun PhoneScreen(scene: Scene) = Page(scene, stringResource(R.string.phone_title)) {
    InNoPicture()
    val (desk, form) = scene.desk to scene.desk.form
    val send = {
        val (initials, document) = listOf(Field.INITIALS, Field.DOCUMENT).map { field -> form[field].ifBlank { null } }
        desk.act({ it.register(scene.me.person, form[Field.NUMBER], initials, document) }) { scene.way.home() }
    }
    val example = stringResource(R.string.phone_number_example)
    Line(stringResource(R.string.phone_number), form[Field.NUMBER], Typing.PHONE, example) { form[Field.NUMBER] = it }
    Line(stringResource(R.string.phone_initials), form[Field.INITIALS], Typing.SIGNS) { form[Field.INITIALS] = it }
    val which = stringResource(R.string.phone_document_which)
    Line(stringResource(R.string.phone_document), form[Field.DOCUMENT], Typing.SIGNS, which, send) { form[Field.DOCUMENT] = it }
    Small(stringResource(R.string.phone_mark_why))
    Main(stringResource(R.string.phone_send), desk.busy, send)
}
