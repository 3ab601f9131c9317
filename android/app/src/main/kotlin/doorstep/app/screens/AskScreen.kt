package doorstep.app.screens

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.PassRequestResult
import doorstep.ErrorKind
import doorstep.app.Place
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Card
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.Small
import doorstep.app.parts.Strong

/** One purpose: what to know, and the tap. */
@Composable
fun AskScreen(scene: Scene, key: String) {
    val purpose = scene.me.purposes.firstOrNull { it.key == key }
    Page(scene, purpose?.label ?: stringResource(R.string.purposes_title)) {
        if (purpose != null) {
            Card {
                Strong(length(purpose.minutes.toInt()))
                Small(stringResource(R.string.ask_begins))
                purpose.note?.let { Small(it.text) }
            }
        }
        val send = {
            scene.desk.act({ it.requestPass(scene.me.person, key) }) { asked ->
                scene.way.home()
                if (asked is PassRequestResult.Pass) scene.way.go(Place.Name.PASS, asked.pass.id)
            }
        }
        // Who was told no is not invited to hear it again.
        val isRefused = scene.desk.trouble?.kind in listOf(ErrorKind.REFUSED, ErrorKind.WAIT)
        if (isRefused) Other(stringResource(R.string.retry), act = send) else Main(stringResource(R.string.ask_send), scene.desk.busy, send)
    }
}
