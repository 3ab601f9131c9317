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
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.LocalLifecycleOwner
import androidx.lifecycle.repeatOnLifecycle
import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.Shown
import doorstep.Trouble
import doorstep.app.Desk
import doorstep.app.R
import kotlinx.coroutines.delay
import java.util.Locale

/** The frame that is shown, or why there is none now. */
class Live(val shown: Shown? = null, val trouble: Trouble? = null)

/** The frames of a live code, one after the other, while somebody sees them. */
@Composable
fun live(desk: Desk, of: Any?, next: suspend (ClientInterface) -> Live): Live {
    var live by remember(of) { mutableStateOf(Live()) }
    val lifecycle = LocalLifecycleOwner.current.lifecycle
    LaunchedEffect(of, lifecycle) {
        lifecycle.repeatOnLifecycle(Lifecycle.State.STARTED) {
            while (true) {
                live = try {
                    desk.engine.ask(next)
                } catch (failed: ClientException) {
                    Live(trouble = failed.trouble())
                }
                // A key that does not answer now may do so at the next try.
                delay(live.shown?.let { it.nextFrameInMs ?: return@repeatOnLifecycle } ?: AGAIN_MS)
            }
        }
    }
    return live
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
private const val AGAIN_MS = 3_000L
