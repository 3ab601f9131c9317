package doorstep.app.screens

import androidx.annotation.StringRes
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Card
import doorstep.app.parts.InNoPicture
import doorstep.app.parts.Main
import doorstep.app.parts.Page
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.UnderNoOther

/** Each datum, what for, who gets it and until when. */
@Composable
fun ConsentScreen(scene: Scene) = Page(scene, stringResource(R.string.consent_title)) {
    InNoPicture()
    UnderNoOther()
    Text(stringResource(R.string.consent_to))
    Datum(R.string.consent_number, R.string.consent_number_why)
    Datum(R.string.consent_mark, R.string.consent_mark_why)
    Datum(R.string.consent_pass, R.string.consent_pass_why)
    Datum(R.string.consent_keys, R.string.consent_keys_why)
    Text(stringResource(R.string.consent_never))
    Text(stringResource(R.string.consent_erase))
    Main(stringResource(R.string.consent_agree)) { scene.way.go(Place.Name.PHONE) }
}

@Composable
private fun Datum(
    @StringRes what: Int,
    @StringRes why: Int,
) = Card {
    Strong(stringResource(what))
    Small(stringResource(why))
}
