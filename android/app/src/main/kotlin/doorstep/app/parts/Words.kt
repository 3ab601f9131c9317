package doorstep.app.parts

import androidx.annotation.StringRes
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import java.util.Locale

/** Words with their gaps filled. Numbers have the digits of the words, whatever those of the phone are. */
@Composable
fun filled(
    @StringRes words: Int,
    vararg gaps: Any,
): String = String.format(Locale.ROOT, stringResource(words), *gaps)

/** What is left of a time, as a clock shows it. */
fun clock(ms: Long): String {
    val seconds = (ms / SECOND_MS).coerceAtLeast(0)
    return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

const val SECOND_MS = 1_000L
