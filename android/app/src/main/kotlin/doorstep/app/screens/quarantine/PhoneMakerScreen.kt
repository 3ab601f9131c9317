package doorstep.app.screens.quarantine

import android.os.Build
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.openFirst
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton

/** What a phone of this maker wants besides, so that it lets the app go on. */
@Composable
fun PhoneMakerScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.maker_title)) {
    val context = LocalContext.current
    val maker = PhoneMaker.of(Build.MANUFACTURER)
    Text(stringResource(maker.text))
    PrimaryButton(stringResource(R.string.open_settings)) { openFirst(context, maker.intents) }
}
