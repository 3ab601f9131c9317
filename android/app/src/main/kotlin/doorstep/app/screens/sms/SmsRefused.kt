package doorstep.app.screens.sms

import androidx.compose.foundation.layout.Column
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import doorstep.SmsRefusedView
import doorstep.app.parts.Card
import doorstep.app.parts.LocalPalette
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Tone

/** Why there is no message, or no reply, and what to do; said aloud as it comes. */
@Composable
fun SmsRefused(why: SmsRefusedView) = Card(colors = LocalPalette.current.pale(Tone.LOOK)) {
    Column(Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite }) {
        Strong(why.text.text)
        Small(why.next.text)
    }
}
