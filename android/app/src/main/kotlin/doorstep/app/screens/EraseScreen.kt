package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockOverlays
import doorstep.app.parts.ConfirmDialog
import doorstep.app.parts.DestructiveButton
import doorstep.app.parts.Page
import doorstep.app.parts.SecondaryButton

/** Everything of this person, destroyed at once, when they have said so twice. */
@Composable
fun EraseScreen(screen: ScreenContext) {
    var asks by rememberSaveable { mutableStateOf(false) }
    Page(screen, stringResource(R.string.erase_title)) {
        BlockOverlays()
        Text(stringResource(R.string.erase_text))
        if (screen.me.quarantine != null) Text(stringResource(R.string.erase_order))
        SecondaryButton(stringResource(R.string.erase_keep)) { screen.nav.back() }
        DestructiveButton(stringResource(R.string.erase_now), screen.runner.busy) { asks = true }
    }
    if (!asks) return
    ConfirmDialog(R.string.erase_ask, R.string.erase_keep, R.string.erase_title, close = { asks = false }) {
        screen.runner.act({ it.erase(screen.me.person) }) {
            screen.runner.forgetTyped()
            screen.nav.home()
        }
    }
}
