package doorstep.app.screens

import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.font.FontFamily
import doorstep.SentEntry
import doorstep.SentRaw
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.filled

/** One request, to the byte while the core still has the bytes. */
@Composable
fun SentRequestScreen(screen: ScreenContext, number: String) = Page(screen, stringResource(R.string.request_title)) {
    var entry by remember { mutableStateOf<SentEntry?>(null) }
    var raw by remember { mutableStateOf<SentRaw?>(null) }
    LaunchedEffect(number) {
        val n = number.toULongOrNull() ?: return@LaunchedEffect
        entry = screen.runner.quietly { it.sent(n, 1u) }?.firstOrNull { it.n == n }
        raw = screen.runner.quietly { it.sentRaw(n) }
    }
    entry?.let {
        Card {
            Summary(it)
            Small(filled(R.string.request_to, it.to + it.route))
            Small(filled(R.string.request_bytes, it.bytes.toString()))
            Small(filled(R.string.request_digest, it.sha256))
        }
    }
    raw?.let {
        Section(stringResource(R.string.request_raw)) {
            SelectionContainer { Text(it.head + it.body.decodeToString(), fontFamily = FontFamily.Monospace) }
        }
    }
}
