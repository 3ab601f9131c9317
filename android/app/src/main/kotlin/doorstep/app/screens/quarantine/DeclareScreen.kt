package doorstep.app.screens.quarantine

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.Declaring
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.InputKind
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.TextInput
import doorstep.app.parts.WordsInput

/** What [DeclareScreen] is for: leave that was given by telephone, or something that does not work. */
const val PERMISSION = "permission"
const val FAULT = "fault"

/** What takes more than a tap to say. */
@Composable
fun DeclareScreen(screen: ScreenContext, what: String) = if (what == FAULT) Fault(screen) else Permission(screen)

@Composable
private fun Permission(screen: ScreenContext) = Page(screen, stringResource(R.string.quarantine_permission)) {
    var minutes by rememberSaveable { mutableStateOf("") }
    var words by rememberSaveable { mutableStateOf("") }
    Text(stringResource(R.string.declare_permission))
    TextInput(stringResource(R.string.declare_minutes), minutes, InputKind.DIGITS) { minutes = it }
    WordsInput(stringResource(R.string.declare_words), words, stringResource(R.string.cannot_words_why)) { words = it }
    val long = minutes.trim().toULongOrNull()
    PrimaryButton(stringResource(R.string.declare_send), screen.runner.busy, long != null) {
        long?.let { declare(screen, Declaring.Permission(it, words.ifBlank { null })) }
    }
}

@Composable
private fun Fault(screen: ScreenContext) = Page(screen, stringResource(R.string.quarantine_fault)) {
    var words by rememberSaveable { mutableStateOf("") }
    Text(stringResource(R.string.declare_fault))
    WordsInput(stringResource(R.string.declare_fault_words), words) { words = it }
    PrimaryButton(stringResource(R.string.declare_send), screen.runner.busy, words.isNotBlank()) { declare(screen, Declaring.Fault(words)) }
}

/** Says it, and goes to where it stands. */
fun declare(screen: ScreenContext, what: Declaring) =
    screen.runner.act({ it.declare(screen.me.person, what).text.text }) {
        screen.runner.note(it)
        screen.nav.home()
    }
