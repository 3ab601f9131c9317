package doorstep.app.screens.sms

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.SmsFormView
import doorstep.SmsRegionView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.SmsPlace
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.Section
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.Warning

/** The regions where passes are asked for by text message, or the one that was chosen, or that there is. */
@Composable
fun SmsRegionsScreen(screen: ScreenContext, chosen: String) {
    val regions = smsRegions(screen)
    val region = regions?.find { it.region == chosen } ?: regions?.singleOrNull()
    Page(screen, region?.title?.text ?: stringResource(R.string.sms_title)) {
        if (region == null) {
            regions?.forEach { Card({ screen.nav.go(Screen.SMS, it.region) }) { Strong(it.title.text) } }
        } else {
            Region(screen, region)
        }
    }
}

@Composable
private fun Region(screen: ScreenContext, region: SmsRegionView) {
    region.problem?.let { Warning(it.text) }
    // What is waited for is what most come back for.
    if (region.requests.isNotEmpty()) {
        Section(stringResource(R.string.sms_requests)) {
            region.requests.forEach { request ->
                SmsRequest(request) {
                    screen.runner.reply.begin()
                    screen.nav.go(Screen.SMS_REPLY, SmsPlace(region.region, request.request).toString())
                }
            }
        }
    }
    Section(stringResource(R.string.sms_forms)) { region.forms.forEach { Form(screen, region, it) } }
    if (region.otherWays.isNotEmpty()) {
        Section(stringResource(R.string.sms_other)) { region.otherWays.forEach { Text(it.text) } }
    }
}

// Where no message can be made, nothing leads to it.
@Composable
private fun Form(screen: ScreenContext, region: SmsRegionView, form: SmsFormView) {
    val place = SmsPlace(region.region, form.form)
    val go = {
        screen.runner.sms.begin(place, form.fields.associate { it.name to it.label })
        screen.nav.go(Screen.SMS_FORM, place.toString())
    }
    Card(go.takeIf { form.canBeWritten }) {
        Strong(form.title.text)
        form.hint?.let { Small(it.text) }
    }
}
