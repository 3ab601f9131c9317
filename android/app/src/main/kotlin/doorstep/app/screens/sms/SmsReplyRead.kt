package doorstep.app.screens.sms

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import doorstep.SmsReplyClass
import doorstep.SmsReplyView
import doorstep.app.R
import doorstep.app.parts.Card
import doorstep.app.parts.LocalPalette
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.Tone

/** What a reply says, and the request that it answers. */
@Composable
fun SmsReplyRead(reply: SmsReplyView, done: () -> Unit) {
    Card(colors = LocalPalette.current.pale(tone(reply.`class`))) {
        Text(reply.text.text, Modifier.semantics { liveRegion = LiveRegionMode.Polite }, style = MaterialTheme.typography.titleLarge)
    }
    reply.request?.let { SmsRequest(it) }
    PrimaryButton(stringResource(R.string.sms_to_requests), act = done)
}

private fun tone(of: SmsReplyClass) = when (of) {
    SmsReplyClass.APPROVED -> Tone.GOES
    SmsReplyClass.REFUSED -> Tone.LOOK
    SmsReplyClass.UNKNOWN -> Tone.UNKNOWN
}
