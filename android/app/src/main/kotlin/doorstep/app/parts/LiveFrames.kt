package doorstep.app.parts

import androidx.annotation.StringRes
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
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.LocalLifecycleOwner
import androidx.lifecycle.repeatOnLifecycle
import doorstep.ClientException
import doorstep.ClientInterface
import doorstep.ErrorInfo
import doorstep.Shown
import doorstep.app.ActionRunner
import kotlinx.coroutines.delay

/** The frame that is shown, or why there is none now, and the inspector's number that it answers. */
class LiveFrame(val shown: Shown? = null, val trouble: ErrorInfo? = null, val asked: String? = null)

/**
 * The frames of a live code, one after the other, while somebody sees them. A frame stays until the next one
 * is there, also when a number was asked: nothing moves away under a finger.
 */
@Composable
fun liveFrames(
    runner: ActionRunner,
    of: Any?,
    asked: String?,
    next: suspend (ClientInterface) -> LiveFrame,
): LiveFrame {
    var live by remember(of) { mutableStateOf(LiveFrame(asked = asked)) }
    val lifecycle = LocalLifecycleOwner.current.lifecycle
    LaunchedEffect(of, asked, lifecycle) {
        lifecycle.repeatOnLifecycle(Lifecycle.State.STARTED) {
            while (true) {
                live = try {
                    runner.engine.ask(next)
                } catch (failed: ClientException) {
                    LiveFrame(trouble = failed.trouble(), asked = asked)
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
fun Countdown(
    shown: Shown,
    @StringRes words: Int,
) = Text(
    filled(words, clock(left(shown, shown.endsInMs))),
    Modifier.testTag("left"),
    style = MaterialTheme.typography.titleLarge,
)

/** So many milliseconds from when a frame came, less what has gone by, to the second. */
@Composable
fun left(shown: Shown, ofMs: Long): Long {
    var left by remember(shown) { mutableLongStateOf(ofMs) }
    LaunchedEffect(shown) {
        while (left > SECOND_MS) {
            delay(SECOND_MS)
            left -= SECOND_MS
        }
    }
    return left
}

private const val AGAIN_MS = 3_000L
