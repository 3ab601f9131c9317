package doorstep.app.screens.quarantine

import android.os.Build
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import doorstep.Access
import doorstep.AccessView
import doorstep.QuarantineView
import doorstep.app.R
import doorstep.app.Route.Screen
import doorstep.app.ScreenContext
import doorstep.app.openSystem
import doorstep.app.parts.Card
import doorstep.app.parts.Page
import doorstep.app.parts.PermissionButton
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.SecondaryButton
import doorstep.app.parts.Strong

/** What the phone's system is asked for, one thing after the other as the core lists them; each can be left out. */
@Composable
fun AccessScreen(screen: ScreenContext, quarantine: QuarantineView) {
    var skipped by rememberSaveable { mutableStateOf(arrayListOf<String>()) }
    val next = quarantine.accesses.firstOrNull { it.access.name !in skipped }
    Page(screen, stringResource(R.string.access_title), news = next?.access) {
        if (next == null) {
            Text(stringResource(R.string.access_done))
            PrimaryButton(stringResource(R.string.quarantine_home)) { screen.nav.home() }
        } else {
            key(next.access) { Step(screen, next) }
            SecondaryButton(stringResource(R.string.access_later)) { skipped = ArrayList(skipped + next.access.name) }
        }
    }
}

@Composable
private fun Step(screen: ScreenContext, next: AccessView) {
    val context = LocalContext.current
    val spoken = Modifier.semantics { liveRegion = LiveRegionMode.Polite }
    Text(next.title.text, spoken, style = MaterialTheme.typography.headlineSmall)
    Text(next.why.text)
    val request = accessRequest(next.access, Build.VERSION.SDK_INT, context.packageName)
    if (request.permissions.isEmpty()) {
        PrimaryButton(stringResource(R.string.access_allow)) { openSystem(context, request.settings) }
    } else {
        // What was answered the core hears at once.
        PermissionButton(request.permissions, R.string.access_allow, {
            openSystem(it, request.settings)
        }, screen.runner::wake) { words, ask ->
            PrimaryButton(words, act = ask)
        }
    }
    if (next.access == Access.POWER_SAVING) {
        Card({ screen.nav.go(Screen.PHONE_MAKER) }) { Strong(stringResource(R.string.maker_title)) }
    }
}
