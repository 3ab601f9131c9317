package doorstep.app.parts

import androidx.compose.animation.core.Animatable
import androidx.compose.animation.core.tween
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.lerp
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import doorstep.Verdict
import doorstep.app.NumberedAnswer
import doorstep.app.R

/**
 * An answer: a colour across the screen, a picture and a word, what to do next, and the reason. It flashes and
 * is said aloud as it comes, also where it is the same as the one before. What is no pass weighs less.
 */
@Composable
fun Answer(answer: NumberedAnswer) {
    val spoken = Modifier.testTag("answer").semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Assertive }
    val (found, style) = answer.found to resultStyle(answer.found)
    if (found.verdict == Verdict.UNREADABLE) {
        return Card { Row(spoken, Arrangement.spacedBy(12.dp)) { Less(answer, style) } }
    }
    val flash = remember(answer.number) { Animatable(FLASH) }
    LaunchedEffect(answer.number) { flash.animateTo(0f, tween(FLASH_MS)) }
    val colors = LocalPalette.current.strong(style.tone)
    Surface(Modifier.toTheEdges().fillMaxWidth(), color = lerp(colors.back, colors.ink, flash.value), contentColor = colors.ink) {
        Column(spoken.padding(16.dp), Arrangement.spacedBy(8.dp)) {
            Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(12.dp)) {
                Picture(style.icon, size = 56.sp)
                Text(found.text.text, style = MaterialTheme.typography.displaySmall, fontWeight = FontWeight.Bold)
            }
            found.purpose?.let { Text(it.label, style = MaterialTheme.typography.titleLarge) }
            found.mark?.let { Text(it, style = MaterialTheme.typography.displaySmall, fontWeight = FontWeight.Bold, letterSpacing = 2.sp) }
            found.holder?.let { Text(it.text, style = MaterialTheme.typography.titleLarge) }
            Text(found.nextText.text, style = MaterialTheme.typography.titleLarge, fontWeight = FontWeight.Bold)
            Text(found.reasonText.text, style = MaterialTheme.typography.titleLarge)
            found.until?.let { Text(it.text, style = MaterialTheme.typography.titleLarge) }
            found.caution?.let { Strong(it.text) }
            When(answer)
        }
    }
}

@Composable
private fun Less(answer: NumberedAnswer, style: ResultStyle) {
    Picture(style.icon, size = 32.sp)
    Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
        Strong(answer.found.text.text)
        Small(answer.found.reasonText.text)
        Small(answer.found.nextText.text)
        answer.found.caution?.let { Small(it.text) }
        When(answer)
    }
}

@Composable
private fun When(answer: NumberedAnswer) =
    Text(filled(R.string.inspect_answer, answer.number, answer.at), Modifier.testTag("when"), style = MaterialTheme.typography.bodyLarge)

private const val FLASH = 0.8f
private const val FLASH_MS = 600
