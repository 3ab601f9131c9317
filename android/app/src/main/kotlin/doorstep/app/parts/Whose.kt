package doorstep.app.parts

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.PersonView
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext

/** Whose screen it is, where the phone keeps the affairs of several people; the first one leads to the others. */
@Composable
fun Whose(screen: ScreenContext) {
    val here = screen.nav.here
    if (!screen.isShared || here?.screen?.ofPhone == true) return
    if (here != null) return Strong(nameOf(screen.me))
    Card({ screen.nav.go(Route.Screen.PEOPLE) }) {
        Strong(nameOf(screen.me))
        Small(stringResource(R.string.people_others))
    }
}

/** What people on one phone are told apart by: the initials and characters they gave, or a number. */
@Composable
fun nameOf(person: PersonView): String {
    val mark = person.mark?.takeIf { it != NOTHING_GIVEN }
    return mark ?: stringResource(R.string.people_person, person.person)
}

private const val NOTHING_GIVEN = "-"
