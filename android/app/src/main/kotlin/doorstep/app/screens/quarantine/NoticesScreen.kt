package doorstep.app.screens.quarantine

import androidx.annotation.StringRes
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import doorstep.DisputeState
import doorstep.NoticeView
import doorstep.QuarantineView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.dial
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.filled

/** What the authority has written, newest first, until when one may object, and whom to call. */
@Composable
fun NoticesScreen(screen: ScreenContext, quarantine: QuarantineView) = Page(screen, stringResource(R.string.notices_title)) {
    BlockScreenshots()
    var notices by remember { mutableStateOf<List<NoticeView>?>(null) }
    LaunchedEffect(screen.snapshot.revision) { notices = screen.runner.quietly { it.notices(screen.me.person) } ?: notices }
    if (notices?.isEmpty() == true) Text(stringResource(R.string.notices_none))
    notices?.forEach { Letter(screen, quarantine, it) }
}

@Composable
private fun Letter(screen: ScreenContext, quarantine: QuarantineView, notice: NoticeView) = Card {
    val context = LocalContext.current
    kind(notice.kind)?.let { Strong(stringResource(it)) }
    Moment(notice.atMs, quarantine, screen)
    Text(notice.text, Modifier.padding(vertical = 8.dp), style = MaterialTheme.typography.titleLarge)
    notice.appealUntilMs?.let { Small(filled(R.string.notices_until, moment(it, quarantine, screen))) }
    notice.dispute?.let { Strong(stringResource(said(it))) }
    Spacer(Modifier.height(8.dp))
    if (notice.dispute == null) SecondaryButton(stringResource(R.string.dispute_title)) { screen.nav.go(Screen.DISPUTE, notice.id) }
    SecondaryButton(filled(R.string.consent_call, notice.contact)) { dial(context, notice.contact) }
}

// One that a later authority sends is shown without its kind.
@StringRes
private fun kind(name: String): Int? = when (name) {
    "warning" -> R.string.notices_warning
    "decision" -> R.string.notices_decision
    "information" -> R.string.notices_information
    else -> null
}

@StringRes
private fun said(state: DisputeState): Int = when (state) {
    DisputeState.QUEUED -> R.string.dispute_queued
    DisputeState.RECEIVED -> R.string.dispute_received
    DisputeState.ANSWERED -> R.string.dispute_answered
}
