package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.input.KeyboardType
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Line
import doorstep.app.parts.Main
import doorstep.app.parts.Page
import doorstep.app.parts.Small

/** The phone number, and the mark that may be left out. */
@Composable
fun PhoneScreen(scene: Scene) = Page(scene, stringResource(R.string.phone_title)) {
    var number by rememberSaveable { mutableStateOf("") }
    var initials by rememberSaveable { mutableStateOf("") }
    var document by rememberSaveable { mutableStateOf("") }
    Line(stringResource(R.string.phone_number), number, KeyboardType.Phone) { number = it }
    Line(stringResource(R.string.phone_initials), initials) { initials = it }
    Line(stringResource(R.string.phone_document), document) { document = it }
    Small(stringResource(R.string.phone_mark_why))
    Main(stringResource(R.string.phone_send), scene.desk.busy) {
        scene.desk.act({ it.register(scene.me.person, number, initials.ifBlank { null }, document.ifBlank { null }) }) {
            scene.way.home()
        }
    }
}
