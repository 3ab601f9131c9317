package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.dialEmergency
import doorstep.app.parts.Grave
import doorstep.app.parts.Main
import doorstep.app.parts.Page
import doorstep.app.parts.Troubled
import doorstep.app.parts.Warning
import doorstep.sdk.Closed

/** Before the first snapshot, and why there is none. */
@Composable
fun NotOpenScreen(closed: Closed?, again: () -> Unit) = Page(stringResource(if (closed == null) R.string.app_name else R.string.not_open)) {
    when (closed) {
        null -> {
            Text(stringResource(R.string.opening))
        }

        is Closed.Core -> {
            Troubled(closed.trouble)
            Main(stringResource(R.string.retry), act = again)
            Call()
        }

        Closed.NotLoaded -> {
            Warning(stringResource(R.string.not_loaded))
            Call()
        }

        // For whoever builds the app: no person gets such a build.
        Closed.NotShipped -> {
            Warning("This build names no authority. See android/README.md.")
        }
    }
}

// Emergencies wait for nothing, and need no core.
@Composable
private fun Call() {
    val context = LocalContext.current
    Grave(stringResource(R.string.emergency_call)) { dialEmergency(context) }
}
