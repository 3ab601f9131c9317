package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.Asked
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Card
import doorstep.app.parts.Main
import doorstep.app.parts.Page
import doorstep.app.parts.Small

/** One purpose: what to know, and the tap. */
@Composable
fun AskScreen(scene: Scene, key: String) {
    val purpose = scene.me.purposes.firstOrNull { it.key == key }
    Page(scene, purpose?.label ?: stringResource(R.string.purposes_title)) {
        if (purpose != null) {
            Card {
                Small(length(purpose.minutes.toInt()))
                purpose.note?.let { Small(it.text) }
                Small(scene.snapshot.act.text)
            }
        }
        Main(stringResource(R.string.ask_send), scene.desk.busy) {
            scene.desk.act({ it.requestPass(scene.me.person, key) }) { asked ->
                scene.way.home()
                if (asked is Asked.Pass) scene.way.go(Place.Name.PASS, asked.pass.id)
            }
        }
    }
}
