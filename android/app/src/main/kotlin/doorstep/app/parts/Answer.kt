package doorstep.app.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import doorstep.Inspected
import doorstep.app.R

/** An answer: a colour, a picture and a word, the reason, and what to do next. Said aloud as it comes. */
@Composable
fun Answer(found: Inspected) {
    val looks = looks(found)
    Card(colors = looks.colors) {
        Column(
            Modifier.testTag("answer").semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Assertive },
            verticalArrangement = Arrangement.spacedBy(4.dp),
        ) {
            Row(verticalAlignment = Alignment.CenterVertically, horizontalArrangement = Arrangement.spacedBy(12.dp)) {
                Icon(painterResource(looks.icon), contentDescription = null, Modifier.size(40.dp))
                Text(found.text.text, style = MaterialTheme.typography.headlineMedium)
            }
            found.mark?.let { Text("${stringResource(R.string.inspect_mark)}: $it", style = MaterialTheme.typography.headlineSmall) }
            found.purpose?.let { Strong(it.label) }
            Small(found.reasonText.text)
            Strong(found.nextText.text)
            found.caution?.let { Small(it.text) }
        }
    }
}
