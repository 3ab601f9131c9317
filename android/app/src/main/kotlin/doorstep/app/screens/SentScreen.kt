package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.SentEntry
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.Small
import doorstep.app.parts.Strong

/** Every request that has left this phone, newest first. */
@Composable
fun SentScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.sent_title)) {
    var sent by remember { mutableStateOf<List<SentEntry>?>(null) }
    LaunchedEffect(screen.snapshot.revision) { sent = screen.runner.quietly { it.sent() }?.asReversed() ?: sent }
    // Of whoever has an order, more is told.
    Text(stringResource(if (screen.isResident) R.string.consent_never else R.string.sent_patient))
    Text(stringResource(if (sent?.isEmpty() == true) R.string.sent_none else R.string.sent_text))
    sent?.forEach { entry -> Card({ screen.nav.go(Route.Screen.SENT_REQUEST, entry.n.toString()) }) { Summary(entry) } }
}

/** What a request says, and when it was about to leave. */
@Composable
fun Summary(entry: SentEntry) {
    Strong(entry.words.firstOrNull()?.text.orEmpty())
    entry.words.drop(1).forEach { Small(it.text) }
    Small(entry.at.text)
}
