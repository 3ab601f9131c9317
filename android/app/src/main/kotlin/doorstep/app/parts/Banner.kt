package doorstep.app.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import doorstep.PassEntry

/** The state of a pass across the screen: a colour, a picture and words. */
@Composable
fun Banner(pass: PassEntry) {
    val style = resultStyle(pass.state)
    val colors = LocalPalette.current.strong(style.tone)
    Surface(Modifier.toTheEdges().fillMaxWidth(), color = colors.back, contentColor = colors.ink) {
        Row(Modifier.padding(16.dp, 12.dp), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
            Picture(style.icon, size = 40.sp)
            Column {
                Text(pass.label, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleLarge)
                Text(pass.text.text, style = MaterialTheme.typography.titleMedium)
            }
        }
    }
}
