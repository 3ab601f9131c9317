package doorstep.app.screens

import androidx.annotation.StringRes
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.Sentence
import doorstep.Urgency
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.dial
import doorstep.app.parts.BlockOverlays
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.filled

/** Who gets what, what for, by which law and until when. */
@Composable
fun ConsentScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.consent_title)) {
    BlockScreenshots()
    BlockOverlays()
    Text(stringResource(R.string.consent_to))
    val authority = screen.snapshot.authority
    // Who it is comes with the rules, which nobody has fetched yet on a new phone.
    LaunchedEffect(Unit) { if (authority == null) screen.runner.quietly { it.sync(Urgency.BACKGROUND) } }
    if (authority != null) {
        Datum(stringResource(R.string.consent_who), listOf(authority.text, authority.contact))
        Datum(stringResource(R.string.consent_law), listOf(authority.basis))
        Datum(stringResource(R.string.consent_complaints), listOf(authority.complaints))
    }
    Datum(R.string.consent_number, R.string.consent_number_why)
    Datum(R.string.consent_mark, R.string.consent_mark_why)
    Datum(R.string.consent_pass, R.string.consent_pass_why)
    Datum(R.string.consent_keys, R.string.consent_keys_why)
    if (screen.isResident) Text(stringResource(R.string.consent_never))
    Text(stringResource(R.string.consent_erase))
    PrimaryButton(stringResource(R.string.consent_agree)) { screen.nav.go(Route.Screen.PHONE) }
}

/** Whom to ask, and whom to complain to. */
@Composable
fun Contact(screen: ScreenContext) {
    val context = LocalContext.current
    val authority = screen.snapshot.authority ?: return
    Datum(stringResource(R.string.help_contact), listOf(authority.text, authority.contact))
    authority.telephone?.let { SecondaryButton(filled(R.string.consent_call, it)) { dial(context, it) } }
    Datum(stringResource(R.string.consent_complaints), listOf(authority.complaints))
}

@Composable
private fun Datum(
    @StringRes what: Int,
    @StringRes why: Int,
) = Card {
    Strong(stringResource(what))
    Small(stringResource(why))
}

@Composable
private fun Datum(what: String, says: List<Sentence?>) {
    val said = says.filterNotNull()
    if (said.isEmpty()) return
    Card {
        Strong(what)
        said.forEach { Small(it.text) }
    }
}
