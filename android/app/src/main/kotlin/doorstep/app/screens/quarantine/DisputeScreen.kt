package doorstep.app.screens.quarantine

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
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.WordsInput

/** What is not right about a letter, a question or an entry, in the person's own words. */
@Composable
fun DisputeScreen(screen: ScreenContext, reference: String) = Page(screen, stringResource(R.string.dispute_title)) {
    BlockScreenshots()
    var words by rememberSaveable { mutableStateOf("") }
    Text(stringResource(R.string.dispute_text))
    WordsInput(stringResource(R.string.dispute_words), words) { words = it }
    PrimaryButton(stringResource(R.string.dispute_send), screen.runner.busy, words.isNotBlank()) {
        screen.runner.act({ it.dispute(screen.me.person, reference, words) }) { screen.nav.back() }
    }
}
