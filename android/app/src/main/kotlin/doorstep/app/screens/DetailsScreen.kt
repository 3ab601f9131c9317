package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.InputKind
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.TextInput

/** Initials and the characters of a document, for the passes that are asked for from now on. */
@Composable
fun DetailsScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.settings_details)) {
    BlockScreenshots()
    var initials by rememberSaveable { mutableStateOf("") }
    var document by rememberSaveable { mutableStateOf("") }
    Text(stringResource(R.string.details_text))
    val save = {
        screen.runner.act({ it.changeMark(screen.me.person, initials.ifBlank { null }, document.ifBlank { null }) }) { screen.nav.back() }
    }
    TextInput(stringResource(R.string.phone_initials), initials, InputKind.SIGNS) { initials = it }
    val which = stringResource(R.string.phone_document_which)
    TextInput(stringResource(R.string.phone_document), document, InputKind.SIGNS, which, save) { document = it }
    PrimaryButton(stringResource(R.string.details_save), screen.runner.busy, save)
}
