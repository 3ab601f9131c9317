package doorstep.app.parts

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableLongStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import doorstep.ClientInterface
import doorstep.Shown
import doorstep.app.Desk
import doorstep.app.R
import kotlinx.coroutines.delay
import java.util.Locale

/** The frames of a live code, one after the other, while this is drawn. */
@Composable
fun frames(desk: Desk, of: Any?, next: suspend (ClientInterface) -> Shown): Shown? {
    var shown by remember(of) { mutableStateOf<Shown?>(null) }
    LaunchedEffect(of) {
        while (true) {
            shown = desk.quietly(next)
            delay(shown?.nextFrameInMs ?: break)
        }
    }
    return shown
}

/** How long it lasts, second by second. */
@Composable
fun Countdown(shown: Shown) {
    var left by remember(shown) { mutableLongStateOf(shown.endsInMs) }
    LaunchedEffect(shown) {
        while (left > 0) {
            delay(SECOND_MS)
            left -= SECOND_MS
        }
    }
    Text(stringResource(R.string.pass_left, clock(left)), Modifier.testTag("left"), style = MaterialTheme.typography.titleLarge)
}

private fun clock(ms: Long): String {
    val seconds = (ms / SECOND_MS).coerceAtLeast(0)
    return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

private const val SECOND_MS = 1_000L
