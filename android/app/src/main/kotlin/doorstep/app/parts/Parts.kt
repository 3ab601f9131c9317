package doorstep.app.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import doorstep.Trouble
import doorstep.app.R

private val ROUND = RoundedCornerShape(12.dp)

/** The one thing to do here. */
@Composable
fun Main(text: String, busy: Boolean = false, act: () -> Unit) =
    Button(act, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = !busy) {
        Text(if (busy) stringResource(R.string.busy) else text)
    }

/** Something else to do here. */
@Composable
fun Other(text: String, enabled: Boolean = true, act: () -> Unit) =
    OutlinedButton(act, Modifier.fillMaxWidth().heightIn(min = 52.dp), enabled = enabled) { Text(text) }

/** A line to be typed. */
@Composable
fun Line(label: String, text: String, keyboard: KeyboardType = KeyboardType.Text, typed: (String) -> Unit) =
    OutlinedTextField(
        text,
        { typed(it.take(LONGEST)) },
        Modifier.fillMaxWidth(),
        label = { Text(label) },
        singleLine = true,
        keyboardOptions = KeyboardOptions(keyboardType = keyboard),
    )

/** What belongs together under one heading. */
@Composable
fun Part(title: String, content: @Composable ColumnScope.() -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(8.dp)) {
    Text(title, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
    content()
}

/** A card, which may lead somewhere. */
@Composable
fun Card(go: (() -> Unit)? = null, colors: Pair = LocalPalette.current.quiet, content: @Composable ColumnScope.() -> Unit) {
    val inside: @Composable () -> Unit = {
        Column(Modifier.padding(16.dp), verticalArrangement = Arrangement.spacedBy(4.dp), content = content)
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
fun Small(text: String) = Text(text, style = MaterialTheme.typography.bodyMedium)

/** What went wrong and what to do, said aloud as it comes. */
@Composable
fun Troubled(trouble: Trouble) = Card(colors = LocalPalette.current.look) {
    Column(Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite }) {
        Strong(trouble.text.text)
        Small(trouble.next.text)
    }
}

/** What somebody should know. */
@Composable
fun Warning(text: String) = Card(colors = LocalPalette.current.look) { Small(text) }

/** What is pasted beyond this is nothing that anybody could mean. */
private const val LONGEST = 200
