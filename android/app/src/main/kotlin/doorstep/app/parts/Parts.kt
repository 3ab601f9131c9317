package doorstep.app.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import doorstep.ErrorInfo
import doorstep.app.R

private val ROUND = RoundedCornerShape(12.dp)

/** What belongs together under one heading. */
@Composable
fun Section(title: String, content: @Composable ColumnScope.() -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
    Text(title, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
    content()
}

/** A card, which may lead somewhere: then an arrow says so. */
@Composable
fun Card(go: (() -> Unit)? = null, colors: Pair = LocalPalette.current.quiet, content: @Composable ColumnScope.() -> Unit) {
    val inside: @Composable () -> Unit = {
        Row(Modifier.padding(16.dp).heightIn(min = 24.dp), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
            Column(Modifier.weight(1f), Arrangement.spacedBy(4.dp), content = content)
            if (go != null) Picture(R.drawable.ic_go)
        }
    }
    val ink = if (colors == LocalPalette.current.quiet) LocalPalette.current.page.ink else colors.ink
    if (go == null) {
        Surface(Modifier.fillMaxWidth(), ROUND, colors.back, ink, content = inside)
    } else {
        Surface(go, Modifier.fillMaxWidth(), shape = ROUND, color = colors.back, contentColor = ink, content = inside)
    }
}

/** The more important line of a card. */
@Composable
fun Strong(text: String) = Text(text, style = MaterialTheme.typography.titleMedium)

/** The less important line. */
@Composable
fun Small(text: String) = Text(text, style = MaterialTheme.typography.bodyLarge)

/** What went wrong and what to do, said aloud as it comes. */
@Composable
fun ErrorCard(trouble: ErrorInfo) = Card(colors = LocalPalette.current.pale(Tone.LOOK)) {
    Column(Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite }) {
        Strong(trouble.text.text)
        Small(trouble.next.text)
    }
}

/** What somebody should know. */
@Composable
fun Warning(text: String) = Card(colors = LocalPalette.current.pale(Tone.LOOK)) { Small(text) }
