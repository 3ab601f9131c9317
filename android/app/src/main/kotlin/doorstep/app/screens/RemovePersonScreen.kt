package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockOverlays
import doorstep.app.parts.Card
import doorstep.app.parts.DestructiveButton
import doorstep.app.parts.LocalPalette
import doorstep.app.parts.Page
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Strong
import doorstep.app.parts.Tone

/** The way there. */
@Composable
fun RemovePerson(screen: ScreenContext) = Card({ screen.nav.go(Route.Screen.REMOVE_PERSON) }, LocalPalette.current.pale(Tone.STOPS)) {
    Strong(stringResource(R.string.people_remove))
}

/** One of several people, taken off this phone with everything that it keeps of them. */
@Composable
fun RemovePersonScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.people_remove)) {
    BlockOverlays()
    Text(stringResource(R.string.people_remove_text))
    SecondaryButton(stringResource(R.string.people_keep)) { screen.nav.back() }
    DestructiveButton(stringResource(R.string.people_remove_now), screen.runner.busy) {
        val others = screen.snapshot.people.filter { it.person != screen.me.person }
        screen.runner.act({ it.removePerson(screen.me.person) }) { screen.runner.choose(others.first().person) }
    }
}
