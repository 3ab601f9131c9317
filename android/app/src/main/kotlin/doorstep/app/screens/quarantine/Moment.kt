package doorstep.app.screens.quarantine

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import doorstep.QuarantineView
import doorstep.app.ScreenContext
import java.time.DateTimeException
import java.time.Instant
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.util.Locale

/** When something was, by the clocks of the order's region and in the language of the sentences. */
fun moment(
    ms: Long,
    quarantine: QuarantineView,
    screen: ScreenContext,
): String = moment(ms, quarantine.order.zone, screen.snapshot.language)

internal fun moment(ms: Long, zone: String, language: String): String {
    val clocks = try {
        ZoneId.of(zone)
    } catch (_: DateTimeException) {
        // The phone is older than the zone.
        ZoneId.systemDefault()
    }
    val form = DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.forLanguageTag(language))
    return form.format(Instant.ofEpochMilli(ms).atZone(clocks))
}

/** The same as a line of its own. */
@Composable
fun Moment(ms: Long, quarantine: QuarantineView, screen: ScreenContext) =
    Text(moment(ms, quarantine, screen), Modifier.testTag("moment"), style = MaterialTheme.typography.bodyLarge)
