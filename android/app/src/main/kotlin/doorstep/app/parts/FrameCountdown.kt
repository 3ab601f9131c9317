package doorstep.app.parts

import android.animation.ValueAnimator
import androidx.compose.animation.core.FastOutSlowInEasing
import androidx.compose.animation.core.RepeatMode
import androidx.compose.animation.core.animateFloat
import androidx.compose.animation.core.infiniteRepeatable
import androidx.compose.animation.core.rememberInfiniteTransition
import androidx.compose.animation.core.tween
import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.unit.dp
import doorstep.Shown
import doorstep.app.R

/** That a code lives, which no picture of it does: seconds until the next one, and something that moves. */
@Composable
fun FrameCountdown(shown: Shown) {
    val next = shown.nextFrameInMs ?: return
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Moving()
        val seconds = (left(shown, next) + SECOND_MS - 1) / SECOND_MS
        Text(filled(R.string.pass_next, seconds), Modifier.testTag("next"), style = MaterialTheme.typography.bodyLarge)
    }
}

// Who has switched movement off in the phone's settings has the seconds alone.
@Composable
private fun Moving() {
    if (!ValueAnimator.areAnimatorsEnabled()) return
    val palette = LocalPalette.current
    val there = infiniteRepeatable<Float>(tween(ACROSS_MS, easing = FastOutSlowInEasing), RepeatMode.Reverse)
    val at by rememberInfiniteTransition("alive").animateFloat(0f, 1f, there, "at")
    Canvas(Modifier.fillMaxWidth().height(12.dp).testTag("moving")) {
        val radius = size.height / 2
        val (from, to) = Offset(radius, radius) to Offset(size.width - radius, radius)
        drawLine(palette.line, from, to, radius / 2, StrokeCap.Round)
        drawCircle(palette.accent.back, radius, from + (to - from) * at)
    }
}

private const val ACROSS_MS = 1_800
