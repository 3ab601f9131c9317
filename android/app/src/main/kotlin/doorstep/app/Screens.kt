package doorstep.app

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.LocalLifecycleOwner
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.repeatOnLifecycle
import doorstep.PersonView
import doorstep.Snapshot
import doorstep.Step
import doorstep.app.Place.Name
import doorstep.app.screens.AboutScreen
import doorstep.app.screens.AskScreen
import doorstep.app.screens.CodeScreen
import doorstep.app.screens.ConsentScreen
import doorstep.app.screens.DetailsScreen
import doorstep.app.screens.EmergencyScreen
import doorstep.app.screens.EraseScreen
import doorstep.app.screens.HelpScreen
import doorstep.app.screens.InspectScreen
import doorstep.app.screens.NotOpenScreen
import doorstep.app.screens.PaperScreen
import doorstep.app.screens.PassScreen
import doorstep.app.screens.PassesScreen
import doorstep.app.screens.PhoneScreen
import doorstep.app.screens.PurposesScreen
import doorstep.app.screens.SentScreen
import doorstep.app.screens.SettingsScreen
import doorstep.app.screens.WelcomeScreen
import kotlinx.coroutines.delay

/** What a screen draws, and where its buttons lead. */
class Scene(
    val snapshot: Snapshot,
    val me: PersonView,
    val desk: Desk,
    val camera: Camera,
    val speak: (String) -> Unit,
) {
    val way get() = desk.way

    /** The name of a purpose. */
    fun label(key: String) = me.purposes.firstOrNull { it.key == key }?.label ?: key

    /** To the inspector's mode, where counts begin anew. */
    fun inspect() {
        desk.bench.begin()
        way.go(Name.INSPECT)
    }
}

/** The screen of where somebody is. */
@Composable
fun Screens(desk: Desk, camera: Camera, speak: (String) -> Unit) {
    val snapshot by desk.engine.model.snapshot.collectAsStateWithLifecycle()
    val closed by desk.engine.model.trouble.collectAsStateWithLifecycle()
    val shown = snapshot
    val me = shown?.people?.firstOrNull()
    if (shown == null || me == null) return NotOpenScreen(closed, desk::wake)
    BackHandler(enabled = desk.way.here != null) {
        desk.forget()
        desk.way.back()
    }
    // What only time changes is drawn anew while somebody looks.
    val lifecycle = LocalLifecycleOwner.current.lifecycle
    LaunchedEffect(lifecycle) {
        lifecycle.repeatOnLifecycle(Lifecycle.State.STARTED) {
            while (true) {
                delay(MINUTE_MS)
                desk.look()
            }
        }
    }
    Draw(Scene(shown, me, desk, camera, speak))
}

@Composable
private fun Draw(scene: Scene) {
    val here = scene.way.here ?: return First(scene)
    when (here.name) {
        Name.CONSENT -> ConsentScreen(scene)
        Name.PHONE -> PhoneScreen(scene)
        Name.PURPOSES -> PurposesScreen(scene)
        Name.ASK -> AskScreen(scene, here.of)
        Name.PASS -> PassScreen(scene, here.of)
        Name.PAPER -> PaperScreen(scene, here.of)
        Name.DETAILS -> DetailsScreen(scene)
        Name.HELP -> HelpScreen(scene)
        Name.ABOUT -> AboutScreen(scene)
        Name.EMERGENCY -> EmergencyScreen(scene)
        Name.INSPECT -> InspectScreen(scene)
        Name.SENT -> SentScreen(scene)
        Name.SETTINGS -> SettingsScreen(scene)
        Name.ERASE -> EraseScreen(scene)
    }
}

@Composable
private fun First(scene: Scene) = when (scene.me.registration.step) {
    Step.NOT_REGISTERED, Step.CLOSED, Step.ERASING -> WelcomeScreen(scene)
    Step.WAITING_TO_SEND, Step.CODE_SENT -> CodeScreen(scene)
    Step.REGISTERED -> PassesScreen(scene)
}

private const val MINUTE_MS = 60_000L
