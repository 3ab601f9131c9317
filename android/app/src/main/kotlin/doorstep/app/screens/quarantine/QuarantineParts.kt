package doorstep.app.screens.quarantine

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.height
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import doorstep.CheckView
import doorstep.QuarantineView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.dial
import doorstep.app.parts.Card
import doorstep.app.parts.LocalPalette
import doorstep.app.parts.Picture
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Tone
import doorstep.app.parts.filled
import doorstep.app.parts.resultStyle

/** Where the quarantine stands: a colour, a picture and words. */
@Composable
fun Headline(quarantine: QuarantineView) {
    val style = resultStyle(quarantine.order.state)
    Card(colors = LocalPalette.current.pale(style.tone)) {
        Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            Picture(style.icon, size = 32.sp)
            Text(quarantine.headline.text, style = MaterialTheme.typography.titleLarge)
        }
    }
}

/** What was just said, as the app has understood it. */
@Composable
fun Noted(text: String) = Card(colors = LocalPalette.current.pale(Tone.GOES)) {
    Text(text, Modifier.testTag("noted").semantics { liveRegion = LiveRegionMode.Polite }, style = MaterialTheme.typography.bodyLarge)
}

/** A question whose time runs: the largest of all that stands here. */
@Composable
fun Asked(screen: ScreenContext, check: CheckView) {
    Card(colors = LocalPalette.current.strong(Tone.LOOK)) {
        Strong(stringResource(R.string.quarantine_asked))
        Text(
            check.text.text,
            Modifier.testTag("asked").semantics { liveRegion = LiveRegionMode.Polite },
            style = MaterialTheme.typography.headlineSmall,
        )
    }
    PrimaryButton(stringResource(R.string.quarantine_answer)) { screen.nav.go(Screen.CHECK, check.id) }
}

/** The first thing that the phone's system keeps from the app, and the way to mend it. */
@Composable
fun Missing(screen: ScreenContext, quarantine: QuarantineView) {
    val first = quarantine.accesses.firstOrNull() ?: return
    Card({ screen.nav.go(Screen.ACCESS) }, LocalPalette.current.pale(Tone.LOOK)) {
        Strong(stringResource(R.string.quarantine_access))
        Small(first.title.text)
    }
}

/** The photo to compare others with, until it was taken; nobody is hurried. */
@Composable
fun ReferencePhoto(screen: ScreenContext, quarantine: QuarantineView) {
    val wanted = quarantine.referencePhoto ?: return
    Card {
        Small(wanted.text)
        Spacer(Modifier.height(8.dp))
        SecondaryButton(stringResource(R.string.check_photo)) { screen.nav.go(Screen.PHOTO, REFERENCE) }
    }
}

/** What there is to know today. */
@Composable
fun Today(quarantine: QuarantineView) {
    if (quarantine.today.isEmpty()) return
    Section(stringResource(R.string.quarantine_today)) { quarantine.today.forEach { Text(it.text, Modifier.testTag("today")) } }
}

/** Whom to call, with a tap. */
@Composable
fun Help(numbers: List<String>) {
    val context = LocalContext.current
    if (numbers.isEmpty()) return
    Section(stringResource(R.string.quarantine_help)) {
        numbers.forEach { number -> SecondaryButton(filled(R.string.consent_call, number)) { dial(context, number) } }
    }
}

/** The ways to everything that is kept of it. */
@Composable
fun Links(screen: ScreenContext) = Section(stringResource(R.string.quarantine_more)) {
    Link(screen, R.string.order_title, Screen.ORDER)
    Link(screen, R.string.journal_title, Screen.JOURNAL)
    Link(screen, R.string.notices_title, Screen.NOTICES)
    Link(screen, R.string.sent_title, Screen.SENT)
    Link(screen, R.string.evidence_title, Screen.EVIDENCE)
    Link(screen, R.string.quarantine_agreed, Screen.PATIENT_CONSENT, AGREED)
    // A lent phone has no passes; and they may be what one has come from, as it may itself.
    val (words, to) = if (screen.snapshot.loan == null) R.string.passes_title to Screen.PASSES else R.string.loan_title to Screen.LOAN
    if (screen.nav.here == null) Link(screen, words, to)
}

@Composable
private fun Link(screen: ScreenContext, words: Int, to: Screen, of: String = "") =
    Card({ screen.nav.go(to, of) }) { Strong(stringResource(words)) }
