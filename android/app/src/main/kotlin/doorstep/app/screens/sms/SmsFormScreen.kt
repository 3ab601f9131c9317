package doorstep.app.screens.sms

import androidx.compose.foundation.relocation.BringIntoViewRequester
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.SmsFormView
import doorstep.SmsMessageResult
import doorstep.SmsRefusedView
import doorstep.SmsUse
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.SmsPlace
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.Small
import doorstep.app.simCountry

/** A form of a text message: what is asked for in it, and what is wrong with what was typed, at its field. */
@Composable
fun SmsFormScreen(screen: ScreenContext, place: SmsPlace) {
    val regions = smsRegions(screen)
    val form = regions?.find { it.region == place.region }?.forms?.find { it.form == place.name }
    var refused by remember { mutableStateOf<SmsRefusedView?>(null) }
    val above = refused?.takeIf { why -> why.findings.none { found -> form?.fields?.any { it.name == found.field } == true } }
    Page(screen, form?.title?.text ?: stringResource(R.string.sms_title), news = screen.runner.trouble ?: above) {
        BlockScreenshots()
        above?.let { SmsRefused(it) }
        if (form != null) Fields(screen, form, place, refused) { refused = it }
        if (regions != null && form == null) Text(stringResource(R.string.sms_gone))
    }
}

@Composable
private fun Fields(
    screen: ScreenContext,
    form: SmsFormView,
    place: SmsPlace,
    refused: SmsRefusedView?,
    refuse: (SmsRefusedView?) -> Unit,
) {
    val context = LocalContext.current
    val (runner, draft) = screen.runner to screen.runner.sms
    val look = {
        refuse(null)
        runner.act({ it.smsMessage(screen.me.person, draft.filled(place, simCountry(context)), SmsUse.LOOK) }) {
            when (it) {
                is SmsMessageResult.Message -> screen.nav.go(Screen.SMS_MESSAGE, place.toString())
                is SmsMessageResult.Refused -> refuse(it.v1)
            }
        }
    }
    form.hint?.let { Small(it.text) }
    val first = remember { BringIntoViewRequester() }
    val wrong = refused?.findings.orEmpty().groupBy({ it.field }, { it.text.text })
    val firstWrong = form.fields.firstOrNull { it.name in wrong }
    form.fields.forEach { field ->
        val here = first.takeIf { field == firstWrong }
        val done = look.takeIf { field == form.fields.last() }
        SmsField(field, draft[field.name], wrong[field.name]?.joinToString(" "), here, done) { draft[field.name] = it }
    }
    // What is to be corrected is where the eyes are.
    LaunchedEffect(refused) { if (firstWrong != null) first.bringIntoView() }
    if (firstWrong != null) refused?.let { Small(it.next.text) }
    PrimaryButton(stringResource(R.string.sms_look), runner.busy, look)
}
