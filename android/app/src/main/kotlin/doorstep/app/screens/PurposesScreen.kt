package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.PurposeEntry
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.Part
import doorstep.app.parts.Small
import doorstep.app.parts.Strong

/** What a pass can be asked for, and what needs none. */
@Composable
fun PurposesScreen(scene: Scene) = Page(scene, stringResource(R.string.purposes_title), { EmergencyAction(scene) }) {
    val (needed, free) = scene.me.purposes.partition(PurposeEntry::passNeeded)
    Small(scene.snapshot.act.text)
    Part(stringResource(R.string.purposes_needed)) {
        needed.forEach { PurposeCard(it) { scene.way.go(Place.Name.ASK, it.key) } }
    }
    Part(stringResource(R.string.purposes_free)) {
        free.forEach { PurposeCard(it, null) }
        scene.snapshot.exempt.forEach { Small(it.text) }
    }
}

@Composable
private fun PurposeCard(purpose: PurposeEntry, go: (() -> Unit)?) = Card(go) {
    Strong(purpose.label)
    if (purpose.passNeeded) Small(length(purpose.minutes.toInt()))
    purpose.note?.let { Small(it.text) }
}

/** How long a pass lasts, in the largest units that it fills. */
@Composable
fun length(minutes: Int): String {
    val (days, hours, rest) = Triple(minutes / DAY, minutes / HOUR, minutes % HOUR)
    return when {
        minutes >= 2 * DAY && minutes % DAY == 0 -> stringResource(R.string.length_days, days)
        hours > 0 && rest > 0 -> stringResource(R.string.length_hours_minutes, hours, rest)
        hours > 0 -> stringResource(R.string.length_hours, hours)
        else -> stringResource(R.string.length_minutes, minutes)
    }
}

private const val HOUR = 60
private const val DAY = 24 * HOUR
