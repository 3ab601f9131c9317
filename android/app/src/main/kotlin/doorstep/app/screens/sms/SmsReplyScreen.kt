package doorstep.app.screens.sms

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.SmsRefusedView
import doorstep.SmsRegionView
import doorstep.SmsReplyResult
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.SmsPlace
import doorstep.app.SmsReplyDraft
import doorstep.app.parts.Choice
import doorstep.app.parts.Choices
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.WordsInput
import doorstep.app.parts.pasted

/** What a number replied: pasted, typed or shared here, and read when its person taps. */
@Composable
fun SmsReplyScreen(screen: ScreenContext, answered: SmsPlace) {
    val (runner, draft) = screen.runner to screen.runner.reply
    val regions = smsRegions(screen).orEmpty()
    var chosen by rememberSaveable { mutableStateOf(answered.region) }
    var refused by remember { mutableStateOf<SmsRefusedView?>(null) }
    val region = regions.find { it.region == chosen } ?: regions.find { it.waits() } ?: regions.firstOrNull()
    Page(screen, stringResource(R.string.sms_reply_title), news = runner.trouble ?: draft.read ?: refused) {
        draft.read?.let { return@Page SmsReplyRead(it) { backTo(screen, region) } }
        refused?.let { SmsRefused(it) }
        if (answered.region.isEmpty() && regions.size > 1) Which(regions, region) { chosen = it }
        Reply(screen, draft)
        PrimaryButton(stringResource(R.string.sms_read), runner.busy, region != null && draft.text.isNotBlank()) {
            if (region == null) return@PrimaryButton
            // Once it is answered, nobody waits there any more.
            chosen = region.region
            val request = answered.name.ifEmpty { null }
            runner.act({ it.smsReply(screen.me.person, region.region, draft.text, null, request) }) {
                when (it) {
                    is SmsReplyResult.Read -> {
                        draft.end(it.v1)
                        // What was handed over has served.
                        runner.sms.clear()
                    }

                    is SmsReplyResult.Refused -> {
                        refused = it.v1
                    }
                }
            }
        }
    }
}

@Composable
private fun Reply(screen: ScreenContext, draft: SmsReplyDraft) {
    val context = LocalContext.current
    WordsInput(stringResource(R.string.sms_reply_words), draft.text, stringResource(R.string.sms_reply_why)) { draft.text = it }
    Small(stringResource(R.string.sms_share_why))
    SecondaryButton(stringResource(R.string.sms_paste), !screen.runner.busy) { pasted(context)?.let { draft.text = it } }
}

// It came from another app, which has not said for what.
@Composable
private fun Which(
    regions: List<SmsRegionView>,
    chosen: SmsRegionView?,
    choose: (String) -> Unit,
) = Section(stringResource(R.string.sms_which)) {
    Choices { regions.forEach { region -> Choice(region == chosen, { choose(region.region) }) { Small(region.title.text) } } }
}

private fun SmsRegionView.waits() = requests.any { it.isWaiting }

private fun backTo(screen: ScreenContext, region: SmsRegionView?) {
    screen.nav.home()
    screen.nav.go(Screen.SMS, region?.region.orEmpty())
}
