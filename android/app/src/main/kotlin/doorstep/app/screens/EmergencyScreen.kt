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
import doorstep.app.parts.Main
import doorstep.app.parts.Page
import doorstep.app.parts.frames

/** Never refused, asks nothing, needs no network. */
@Composable
fun EmergencyScreen(scene: Scene) = Page(stringResource(R.string.emergency_title), scene.way::back) {
    val context = LocalContext.current
    if (scene.me.registration.step == Step.REGISTERED) {
        Bright()
        Text(stringResource(R.string.emergency_text))
        frames(scene.desk, Unit) { it.emergency(scene.me.person) }?.let { Code(it) }
    } else {
        Text(stringResource(R.string.emergency_none))
    }
    Main(stringResource(R.string.emergency_call)) { dialEmergency(context) }
}
