package doorstep.app.screens.sms

import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.height
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import doorstep.SmsMessageResult
import doorstep.SmsMessageView
import doorstep.SmsUse
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.SmsPlace
import doorstep.app.composeMessage
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.Small
import doorstep.app.parts.Warning
import doorstep.app.simCountry

/** The exact message before it is handed to the app that sends it, and afterwards. */
@Composable
fun SmsMessageScreen(screen: ScreenContext, place: SmsPlace) {
    val context = LocalContext.current
    val (runner, draft) = screen.runner to screen.runner.sms
    val filled = { draft.filled(place, simCountry(context)) }
    var made by remember { mutableStateOf<SmsMessageResult?>(null) }
    // Whether an app took it; none was asked before.
    var taken by rememberSaveable { mutableStateOf<Boolean?>(null) }
    val handedOver = draft.handedOver
    LaunchedEffect(place) {
        if (draft.handedOver == null) made = runner.quietly { it.smsMessage(screen.me.person, filled(), SmsUse.LOOK) }
    }
    val send = {
        runner.act({ it.smsMessage(screen.me.person, filled(), SmsUse.SEND) }) { sent ->
            made = sent
            if (sent is SmsMessageResult.Message) {
                draft.handOver(sent.v1)
                waits(screen, place)
                taken = composeMessage(context, sent.v1.number, sent.v1.text)
            }
        }
    }
    Page(screen, stringResource(R.string.sms_message_title), news = runner.trouble ?: handedOver ?: made) {
        BlockScreenshots()
        if (handedOver == null) {
            Looked(screen, made, send)
        } else {
            SmsHandedOver(screen, place, handedOver, taken) { taken = composeMessage(context, handedOver.number, handedOver.text) }
        }
    }
}

// Who goes back from here comes to what waits, and does not ask a second time.
private fun waits(screen: ScreenContext, place: SmsPlace) {
    screen.nav.home()
    screen.nav.go(Screen.SMS, place.region)
    screen.nav.go(Screen.SMS_MESSAGE, place.toString())
}

@Composable
private fun Looked(screen: ScreenContext, made: SmsMessageResult?, send: () -> Unit) = when (made) {
    is SmsMessageResult.Message -> {
        Sendable(screen, made.v1, send)
    }

    is SmsMessageResult.Refused -> {
        SmsRefused(made.v1)
        PrimaryButton(stringResource(R.string.sms_correct)) { screen.nav.back() }
    }

    null -> {
        Unit
    }
}

@Composable
private fun Sendable(screen: ScreenContext, message: SmsMessageView, send: () -> Unit) {
    message.warnings.forEach { found ->
        Warning(listOfNotNull(found.field?.let(screen.runner.sms::label), found.text.text).joinToString(": "))
    }
    Card {
        Verbatim(R.string.sms_text, message.text)
        Spacer(Modifier.height(8.dp))
        Verbatim(R.string.sms_number, message.number)
        Spacer(Modifier.height(8.dp))
        Small(message.size.text)
    }
    Small(stringResource(R.string.sms_not_sent))
    PrimaryButton(stringResource(R.string.sms_open), screen.runner.busy, send)
}
