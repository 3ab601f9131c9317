package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Main
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.UnderNoOther

/** Everything of this person, destroyed at once. */
@Composable
fun EraseScreen(scene: Scene) = Page(scene, stringResource(R.string.erase_title)) {
    UnderNoOther()
    Text(stringResource(R.string.erase_text))
    Other(stringResource(R.string.back)) { scene.way.back() }
    Main(stringResource(R.string.erase_now), scene.desk.busy) {
        scene.desk.act({ it.erase(scene.me.person) }) { scene.way.home() }
    }
}
