package doorstep.app.screens.quarantine

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.JournalEntryView
import doorstep.QuarantineView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Strong
import kotlinx.coroutines.launch

/** What this phone has written down, newest first, a page at a time. */
@Composable
fun JournalScreen(screen: ScreenContext, quarantine: QuarantineView) = Page(screen, stringResource(R.string.journal_title)) {
    BlockScreenshots()
    var entries by remember { mutableStateOf<List<JournalEntryView>?>(null) }
    val person = screen.me.person
    LaunchedEffect(quarantine.entries) {
        entries = screen.runner.quietly { it.journal(person, most = PAGE) }?.entries?.asReversed() ?: entries
    }
    Text(stringResource(if (entries?.isEmpty() == true) R.string.journal_none else R.string.journal_text))
    entries?.forEach { entry ->
        Card({ screen.nav.go(Screen.DISPUTE, entry.n.toString()) }) {
            entry.earliestMs?.let { Moment(it, quarantine, screen) }
            Strong(entry.text.text)
        }
    }
    val oldest = entries?.lastOrNull()?.n ?: return@Page
    if (oldest <= 1u) return@Page
    val scope = rememberCoroutineScope()
    SecondaryButton(stringResource(R.string.journal_older)) {
        scope.launch {
            val most = minOf(oldest - 1u, PAGE.toULong())
            val older = screen.runner.quietly { it.journal(person, oldest - most, most.toUInt()) }
            entries = entries.orEmpty() + older?.entries.orEmpty().asReversed().filter { it.n < oldest }
        }
    }
}

/** How many entries are shown at once. */
private const val PAGE = 30u
