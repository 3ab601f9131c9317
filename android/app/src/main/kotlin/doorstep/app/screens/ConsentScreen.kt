package doorstep.app.screens

import androidx.annotation.StringRes
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.Sentence
import doorstep.Urgency
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.dial
import doorstep.app.parts.Card
import doorstep.app.parts.InNoPicture
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.UnderNoOther
import doorstep.app.parts.filled

/** Who gets what, what for, by which law and until when. */
@Composable
fun ConsentScreen(scene: Scene) = Page(scene, stringResource(R.string.consent_title)) {
    InNoPicture()
    UnderNoOther()
    Text(stringResource(R.string.consent_to))
    val authority = scene.snapshot.authority
    // Who it is comes with the rules, which nobody has fetched yet on a new phone.
    LaunchedEffect(Unit) { if (authority == null) scene.desk.quietly { it.sync(Urgency.BACKGROUND) } }
    if (authority != null) {
        Datum(stringResource(R.string.consent_who), listOf(authority.text, authority.contact))
        Datum(stringResource(R.string.consent_law), listOf(authority.basis))
        Datum(stringResource(R.string.consent_complaints), listOf(authority.complaints))
    }
    Datum(R.string.consent_number, R.string.consent_number_why)
    Datum(R.string.consent_mark, R.string.consent_mark_why)
    Datum(R.string.consent_pass, R.string.consent_pass_why)
    Datum(R.string.consent_keys, R.string.consent_keys_why)
    Text(stringResource(R.string.consent_never))
    Text(stringResource(R.string.consent_erase))
    Main(stringResource(R.string.consent_agree)) { scene.way.go(Place.Name.PHONE) }
}

/** Whom to ask, and whom to complain to. */
@Composable
fun Contact(scene: Scene) {
    val context = LocalContext.current
    val authority = scene.snapshot.authority ?: return
    Datum(stringResource(R.string.help_contact), listOf(authority.text, authority.contact))
    authority.telephone?.let { Other(filled(R.string.consent_call, it)) { dial(context, it) } }
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
