package doorstep.app.screens

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import doorstep.PurposeEntry
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.Part
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.filled

/** What a pass can be asked for, and what needs none. */
@Composable
fun PurposesScreen(scene: Scene) = Page(scene, stringResource(R.string.purposes_title)) {
    val (needed, free) = scene.me.purposes.partition(PurposeEntry::passNeeded)
    Small(scene.snapshot.act.text)
    Part(stringResource(R.string.purposes_needed)) {
        needed.forEach { purpose ->
            Card({ scene.way.go(Place.Name.ASK, purpose.key) }) {
                Strong(purpose.label)
                Small(length(purpose.minutes.toInt()))
                purpose.note?.let { Small(it.text) }
            }
        }
    }
    Part(stringResource(R.string.purposes_free)) {
        free.forEach { Free(it) { scene.way.go(Place.Name.EMERGENCY) } }
        scene.snapshot.exempt.forEach { Small(it.text) }
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
