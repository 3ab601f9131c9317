package doorstep.app.screens

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import doorstep.PurposeEntry
import doorstep.app.R
import doorstep.app.Route
import doorstep.app.ScreenContext
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.filled

/** What a pass can be asked for, and what needs none. */
@Composable
fun PurposesScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.purposes_title)) {
    val (needed, free) = screen.me.purposes.partition(PurposeEntry::passNeeded)
    Small(screen.snapshot.act.text)
    Section(stringResource(R.string.purposes_needed)) {
        needed.forEach { purpose ->
            Card({ screen.nav.go(Route.Screen.ASK, purpose.key) }) {
                Strong(purpose.label)
                Small(length(purpose.minutes.toInt()))
                purpose.note?.let { Small(it.text) }
            }
        }
    }
    Section(stringResource(R.string.purposes_free)) {
        free.forEach { Free(it) { screen.nav.go(Route.Screen.EMERGENCY) } }
        screen.snapshot.exempt.forEach { Small(it.text) }
    }
}

// Nothing is to be tapped for it, but for the code of an emergency.
@Composable
private fun Free(purpose: PurposeEntry, emergency: () -> Unit) {
    val says: @Composable ColumnScope.() -> Unit = {
        Strong(purpose.label)
        purpose.note?.let { Small(it.text) }
    }
    if (purpose.emergency) Card(emergency, content = says) else Column(Modifier.padding(vertical = 4.dp), content = says)
}

/** How long a pass lasts, in the largest units that it fills. */
@Composable
fun length(minutes: Int): String {
    val (days, hours, rest) = Triple(minutes / DAY, minutes / HOUR, minutes % HOUR)
    return when {
        minutes >= 2 * DAY && minutes % DAY == 0 -> filled(R.string.length_days, days)
        hours > 0 && rest > 0 -> filled(R.string.length_hours_minutes, hours, rest)
        hours > 0 -> filled(R.string.length_hours, hours)
        else -> filled(R.string.length_minutes, minutes)
    }
}

private const val HOUR = 60
private const val DAY = 24 * HOUR
