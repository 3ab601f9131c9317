package doorstep.app.screens.sms

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import doorstep.SmsRegionView
import doorstep.app.Route
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.SmsPlace
import doorstep.app.simCountry

/** Those of passes by text message. */
val SMS_SCREENS = listOf(Screen.SMS, Screen.SMS_FORM, Screen.SMS_MESSAGE, Screen.SMS_REPLY)

/** The screen of where somebody is who asks by text message. */
@Composable
fun SmsScreens(screen: ScreenContext, here: Route) = when (here.screen) {
    Screen.SMS -> SmsRegionsScreen(screen, here.of)
    Screen.SMS_FORM -> SmsFormScreen(screen, SmsPlace.of(here.of))
    Screen.SMS_MESSAGE -> SmsMessageScreen(screen, SmsPlace.of(here.of))
    else -> SmsReplyScreen(screen, SmsPlace.of(here.of))
}

/** The regions as they stand now; nothing until they are known. */
@Composable
fun smsRegions(screen: ScreenContext): List<SmsRegionView>? {
    val context = LocalContext.current
    var regions by remember { mutableStateOf<List<SmsRegionView>?>(null) }
    LaunchedEffect(screen.snapshot.revision) {
        regions = screen.runner.quietly { it.smsRegions(screen.me.person, simCountry(context)) } ?: regions
    }
    return regions
}
