package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.Step
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.dialEmergency
import doorstep.app.parts.DestructiveButton
import doorstep.app.parts.FullBrightness
import doorstep.app.parts.LiveFrame
import doorstep.app.parts.Page
import doorstep.app.parts.TitlePlacement
import doorstep.app.parts.liveFrames

/** Never refused, asks nothing, needs no network. */
@Composable
fun EmergencyScreen(screen: ScreenContext) {
    val context = LocalContext.current
    val registered = screen.me.registration.step == Step.REGISTERED
    var asked by rememberSaveable { mutableStateOf<String?>(null) }
    val live = if (registered) {
        liveFrames(screen.runner, Unit, asked) { it.emergency(screen.me.person, asked).run { LiveFrame(shown, trouble, asked) } }
    } else {
        LiveFrame()
    }
    Page(
        screen,
        stringResource(R.string.emergency_title),
        actions = {},
        trouble = live.trouble,
        news = live.trouble ?: live.asked,
        titlePlacement = TitlePlacement.IN_BAR,
    ) {
        DestructiveButton(stringResource(R.string.emergency_call)) { dialEmergency(context) }
        Text(stringResource(if (registered) R.string.emergency_text else R.string.emergency_none))
        live.shown?.let {
            FullBrightness()
            Code(it, R.string.emergency_left, answers = live.asked != null && live.trouble == null)
        }
        if (registered) Answering(screen, live.asked) { asked = it }
    }
}
