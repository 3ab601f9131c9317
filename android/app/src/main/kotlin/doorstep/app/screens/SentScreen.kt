package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.filled

/** What has left this phone, as far as it still knows it. */
@Composable
fun SentScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.sent_title)) {
    val me = screen.me
    Text(stringResource(R.string.sent_text))
    me.registration.phone?.let {
        Card {
            Strong(filled(R.string.sent_number, it))
            Small(stringResource(R.string.sent_number_why))
            Small(stringResource(R.string.consent_number_why))
        }
    } ?: Text(stringResource(R.string.sent_none))
    me.passes.forEach {
        Card {
            Strong(filled(R.string.sent_pass, it.label))
            Small(it.text.text)
        }
    }
    me.waiting.forEach { Card { Small(filled(R.string.sent_waiting, screen.label(it.purpose))) } }
    Text(stringResource(R.string.consent_to))
    Text(stringResource(R.string.consent_never))
}
