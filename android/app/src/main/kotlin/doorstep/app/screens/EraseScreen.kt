package doorstep.app.screens

import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.Scene
import doorstep.app.parts.Grave
import doorstep.app.parts.Other
import doorstep.app.parts.Page
import doorstep.app.parts.UnderNoOther

/** Everything of this person, destroyed at once, when they have said so twice. */
@Composable
fun EraseScreen(scene: Scene) {
    var asks by rememberSaveable { mutableStateOf(false) }
    Page(scene, stringResource(R.string.erase_title)) {
        UnderNoOther()
        Text(stringResource(R.string.erase_text))
        Other(stringResource(R.string.erase_keep)) { scene.way.back() }
        Grave(stringResource(R.string.erase_now), scene.desk.busy) { asks = true }
    }
    if (!asks) return
    AlertDialog(
        { asks = false },
        title = { Text(stringResource(R.string.erase_ask)) },
        dismissButton = { Other(stringResource(R.string.erase_keep)) { asks = false } },
        confirmButton = {
            Grave(stringResource(R.string.erase_title)) {
                asks = false
                scene.desk.act({ it.erase(scene.me.person) }) {
                    scene.desk.form.clear()
                    scene.way.home()
                }
            }
        },
    )
}
