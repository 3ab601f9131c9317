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
import doorstep.app.Scene
import doorstep.app.dialEmergency
import doorstep.app.parts.Bright
import doorstep.app.parts.Grave
import doorstep.app.parts.Live
import doorstep.app.parts.Page
import doorstep.app.parts.Titled
import doorstep.app.parts.live

/** Never refused, asks nothing, needs no network. */
@Composable
fun EmergencyScreen(scene: Scene) {
    val context = LocalContext.current
    val registered = scene.me.registration.step == Step.REGISTERED
    var asked by rememberSaveable { mutableStateOf<String?>(null) }
    val live = if (registered) live(scene.desk, asked) { it.emergency(scene.me.person, asked).run { Live(shown, trouble) } } else Live()
    Page(scene, stringResource(R.string.emergency_title), actions = {}, trouble = live.trouble, titled = Titled.IN_BAR) {
        Grave(stringResource(R.string.emergency_call)) { dialEmergency(context) }
        Text(stringResource(if (registered) R.string.emergency_text else R.string.emergency_none))
        live.shown?.let {
            Bright()
            Code(it, R.string.emergency_left, answers = asked != null && live.trouble == null)
        }
        if (registered) Answering(scene, asked) { asked = it }
    }
}
