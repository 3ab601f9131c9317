package doorstep.app.screens.quarantine

import androidx.annotation.StringRes
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.CannotReason
import doorstep.CheckAnswer
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.Page
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.WordsInput

/** Why a question cannot be answered: one tap on a reason is the answer. */
@Composable
fun CannotScreen(screen: ScreenContext, check: String) = Page(screen, stringResource(R.string.cannot_title)) {
    var words by rememberSaveable { mutableStateOf("") }
    Small(stringResource(R.string.cannot_text))
    CannotReason.entries.forEach { reason ->
        SecondaryButton(stringResource(named(reason)), !screen.runner.busy) {
            val answer = CheckAnswer.Cannot(reason, words.ifBlank { null })
            screen.runner.act({ it.answerCheck(screen.me.person, answer, check).text.text }) {
                screen.runner.note(it)
                screen.nav.back()
            }
        }
    }
    WordsInput(stringResource(R.string.cannot_words), words, stringResource(R.string.cannot_words_why)) { words = it }
}

@StringRes
private fun named(reason: CannotReason) = when (reason) {
    CannotReason.ILL -> R.string.cannot_ill
    CannotReason.ASLEEP -> R.string.cannot_asleep
    CannotReason.CAMERA -> R.string.cannot_camera
    CannotReason.BLIND -> R.string.cannot_blind
    CannotReason.VEIL -> R.string.cannot_veil
    CannotReason.CHILD -> R.string.cannot_child
    CannotReason.PHONE -> R.string.cannot_phone
    CannotReason.PERSONAL -> R.string.cannot_personal
    CannotReason.OTHER -> R.string.cannot_other
}
