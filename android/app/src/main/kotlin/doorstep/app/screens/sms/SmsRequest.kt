package doorstep.app.screens.sms

import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import doorstep.SmsRequestView
import doorstep.app.R
import doorstep.app.parts.Card
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Strong

/** What was asked for, and what came of it; `reply` leads to where its reply is handed in. */
@Composable
fun SmsRequest(request: SmsRequestView, reply: (() -> Unit)? = null) = Card {
    Strong(request.title.text)
    request.text.forEach { Small(it.text) }
    // Large, for whoever is to see it.
    request.code?.let { SelectionContainer { Text(it, Modifier.testTag("sms-code"), style = MaterialTheme.typography.headlineSmall) } }
    request.reply?.let {
        Spacer(Modifier.height(8.dp))
        Verbatim(R.string.sms_as_it_came, it)
    }
    request.otherWays.forEach { Small(it.text) }
    if (request.isWaiting && reply != null) {
        Spacer(Modifier.height(8.dp))
        SecondaryButton(stringResource(R.string.sms_have_reply), act = reply)
    }
}
