package doorstep.app.parts

import android.Manifest
import android.os.Build
import androidx.activity.compose.LocalActivity
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.contract.ActivityResultContracts.RequestPermission
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.LifecycleResumeEffect
import doorstep.app.openSettings
import doorstep.sdk.Facts

/** Whether the phone lets the app do something, read anew whenever somebody comes back to it. */
@Composable
fun allowed(what: Facts.() -> Boolean): Boolean {
    val context = LocalContext.current
    var allowed by remember { mutableStateOf(Facts(context).what()) }
    LifecycleResumeEffect(Unit) {
        allowed = Facts(context).what()
        onPauseOrDispose {}
    }
    return allowed
}

/** Asks for a permission. Where the system asks no more, its settings open in place of nothing. */
@Composable
fun asking(permission: String): () -> Unit {
    val activity = LocalActivity.current
    val ask = rememberLauncherForActivityResult(RequestPermission()) { given ->
        if (!given && activity?.shouldShowRequestPermissionRationale(permission) == false) openSettings(activity)
    }
    return { if (isAsked(permission)) ask.launch(permission) else activity?.let(::openSettings) }
}

// Older systems let every app show notices, until somebody forbids it in the settings.
private fun isAsked(permission: String) =
    Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU || permission != Manifest.permission.POST_NOTIFICATIONS
