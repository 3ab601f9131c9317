package doorstep.app.screens.sms

import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.height
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.SmsDraft
import doorstep.app.SmsPlace
import doorstep.app.parts.Card
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Warning
import doorstep.app.parts.copy
import doorstep.app.screens.quarantine.Noted

/** A message that its person is to send now: where it waits, or that no app takes it. */
@Composable
fun SmsHandedOver(screen: ScreenContext, place: SmsPlace, message: SmsDraft.HandedOver, taken: Boolean?, again: () -> Unit) {
    val context = LocalContext.current
    val isRefused = taken == false
    if (isRefused) Warning(stringResource(R.string.sms_no_app)) else Noted(stringResource(R.string.sms_written))
    Card {
        Verbatim(R.string.sms_text, message.text)
        Spacer(Modifier.height(8.dp))
        Verbatim(R.string.sms_number, message.number)
    }
    if (isRefused) {
        SecondaryButton(stringResource(R.string.sms_copy_text)) { copy(context, message.text) }
        SecondaryButton(stringResource(R.string.sms_copy_number)) { copy(context, message.number) }
    }
    PrimaryButton(stringResource(R.string.sms_have_reply)) {
        screen.runner.reply.begin()
        screen.nav.back()
        screen.nav.go(Screen.SMS_REPLY, SmsPlace(place.region, message.request).toString())
    }
    SecondaryButton(stringResource(if (isRefused) R.string.retry else R.string.sms_open_again), act = again)
}
