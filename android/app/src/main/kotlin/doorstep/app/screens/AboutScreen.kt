package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.ScreenContext
import doorstep.app.parts.Page
import doorstep.app.parts.Small
import doorstep.app.parts.Strong
import doorstep.app.parts.filled
import doorstep.coreVersion

/** Which version it is, and whose work is in it. */
@Composable
fun AboutScreen(screen: ScreenContext) = Page(screen, stringResource(R.string.settings_about)) {
    val context = LocalContext.current
    val versions = remember {
        listOfNotNull(context.packageManager.getPackageInfo(context.packageName, 0).versionName, coreVersion()).distinct()
    }
    Strong(filled(R.string.about_version, versions.joinToString(" / ")))
    Text(stringResource(R.string.about_text))
    val licences = remember { context.resources.openRawResource(R.raw.licences).use { it.readBytes().decodeToString() } }
    Small(licences.trim())
}
