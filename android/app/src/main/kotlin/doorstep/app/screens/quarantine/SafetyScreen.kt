package doorstep.app.screens.quarantine

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import doorstep.Declaring
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.BlockScreenshots
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton

/** For who fled. One button, and no word that tells why to who reads over a shoulder. */
@Composable
fun SafetyScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.quarantine_leave)) {
    BlockScreenshots()
    Text(stringResource(R.string.safety_text))
    PrimaryButton(stringResource(R.string.declare_send), screen.runner.busy) { declare(screen, Declaring.Safety) }
}
