package doorstep.app.screens

import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.app.R
import doorstep.app.dialEmergency
import doorstep.app.parts.DestructiveButton
import doorstep.app.parts.ErrorCard
import doorstep.app.parts.Page
import doorstep.app.parts.PrimaryButton
import doorstep.app.parts.Warning
import doorstep.sdk.OpenFailure

/** Before the first snapshot, and why there is none. */
@Composable
fun NotOpenScreen(why: OpenFailure?, again: () -> Unit) = Page(stringResource(if (why == null) R.string.app_name else R.string.not_open)) {
    when (why) {
        null -> {
            Text(stringResource(R.string.opening))
        }

        is OpenFailure.Core -> {
            ErrorCard(why.trouble)
            PrimaryButton(stringResource(R.string.retry), act = again)
            Call()
        }

        OpenFailure.NotLoaded -> {
            Warning(stringResource(R.string.not_loaded))
            Call()
        }

        // For whoever builds the app: no person gets such a build.
        OpenFailure.NotShipped -> {
            Warning("This build names no authority. See android/README.md.")
        }
    }
}

// Emergencies wait for nothing, and need no core.
@Composable
private fun Call() {
    val context = LocalContext.current
    DestructiveButton(stringResource(R.string.emergency_call)) { dialEmergency(context) }
}
