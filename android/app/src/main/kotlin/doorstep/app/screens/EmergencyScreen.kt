package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.Step
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.dialEmergency
import doorstep.app.parts.Bright
import doorstep.app.parts.Live
import doorstep.app.parts.Main
import doorstep.app.parts.Page
import doorstep.app.parts.live

/** Never refused, asks nothing, needs no network. */
@Composable
fun EmergencyScreen(scene: Scene) {
    val context = LocalContext.current
    val registered = scene.me.registration.step == Step.REGISTERED
    val live = if (registered) live(scene.desk, Unit) { it.emergency(scene.me.person).run { Live(shown, trouble) } } else Live()
    Page(scene, stringResource(R.string.emergency_title), trouble = live.trouble) {
        Text(stringResource(if (registered) R.string.emergency_text else R.string.emergency_none))
        live.shown?.let {
            Bright()
            Code(it)
        }
        Main(stringResource(R.string.emergency_call)) { dialEmergency(context) }
    }
}
