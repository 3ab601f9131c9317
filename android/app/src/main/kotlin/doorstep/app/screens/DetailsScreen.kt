package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.InNoPicture
import doorstep.app.parts.Line
import doorstep.app.parts.Main
import doorstep.app.parts.Page
import doorstep.app.parts.Typing

/** Initials and the characters of a document, for the passes that are asked for from now on. */
@Composable
fun DetailsScreen(scene: Scene) = Page(scene, stringResource(R.string.settings_details)) {
    InNoPicture()
    var initials by rememberSaveable { mutableStateOf("") }
    var document by rememberSaveable { mutableStateOf("") }
    Text(stringResource(R.string.details_text))
    val save = {
        scene.desk.act({ it.changeMark(scene.me.person, initials.ifBlank { null }, document.ifBlank { null }) }) { scene.way.back() }
    }
    Line(stringResource(R.string.phone_initials), initials, Typing.SIGNS) { initials = it }
    val which = stringResource(R.string.phone_document_which)
    Line(stringResource(R.string.phone_document), document, Typing.SIGNS, which, save) { document = it }
    Main(stringResource(R.string.details_save), scene.desk.busy, save)
}
