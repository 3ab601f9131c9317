package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.PersonView
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.nameOf

/** Those whose affairs this phone keeps, and room for another. */
@Composable
fun PeopleScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.people_title)) {
    Text(stringResource(R.string.people_text))
    screen.snapshot.people.forEach { PersonCard(screen, it) }
    val add = { isChild: Boolean -> screen.runner.act({ it.addPerson(isChild) }, screen.runner::choose) }
    SecondaryButton(stringResource(R.string.people_add)) { add(false) }
    SecondaryButton(stringResource(R.string.people_add_child)) { add(true) }
}

@Composable
private fun PersonCard(screen: ScreenContext, person: PersonView) = Card({ screen.runner.choose(person.person) }) {
    Strong(nameOf(person))
    if (person.isChild) Small(stringResource(R.string.people_child))
    Small((person.quarantine?.order?.headline ?: person.registration.text).text)
}
