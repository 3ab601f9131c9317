package doorstep.app.parts

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.os.Build
import androidx.activity.compose.LocalActivity
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.contract.ActivityResultContracts.RequestMultiplePermissions
import androidx.annotation.StringRes
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import androidx.lifecycle.compose.LifecycleResumeEffect
import doorstep.app.R
import doorstep.sdk.PhoneFacts

/** Whether the phone lets the app do something, read anew whenever somebody comes back to it. */
@Composable
fun allowed(what: PhoneFacts.() -> Boolean): Boolean = ofPhone(what)

/** Something that the phone says of itself, read anew as often. */
@Composable
fun <T> ofPhone(what: PhoneFacts.() -> T): T {
    val context = LocalContext.current
    var told by remember { mutableStateOf(PhoneFacts(context).what()) }
    LifecycleResumeEffect(Unit) {
        told = PhoneFacts(context).what()
        onPauseOrDispose {}
    }
    return told
}

/**
 * The button that asks for a permission. Where the system asks no more, it says that it opens the phone's
 * settings, and does so when it is tapped: who has just said no is not sent there.
 */
@Composable
fun PermissionButton(
    permission: String,
    @StringRes words: Int,
    settings: (Context) -> Unit,
    button: @Composable (String, () -> Unit) -> Unit,
) = PermissionButton(listOf(permission), words, settings, {}, button)

/** The same for permissions that are asked for together; `answered` is told when the system has been. */
@Composable
fun PermissionButton(
    permissions: List<String>,
    @StringRes words: Int,
    settings: (Context) -> Unit,
    answered: () -> Unit,
    button: @Composable (String, () -> Unit) -> Unit,
) {
    val activity = LocalActivity.current
    val context = LocalContext.current
    var isRefused by rememberSaveable { mutableStateOf(false) }
    val ask = rememberLauncherForActivityResult(RequestMultiplePermissions()) { given ->
        val refused = given.filterValues { !it }.keys
        isRefused = refused.isNotEmpty() && refused.none { activity?.shouldShowRequestPermissionRationale(it) != false }
        answered()
    }
    val asks = !isRefused && permissions.any { isAsked(context, it) }
    button(stringResource(if (asks) words else R.string.open_settings)) {
        if (asks) ask.launch(permissions.toTypedArray()) else settings(context)
    }
}

// Older systems let every app show notices, until somebody forbids it in the settings.
private fun isAsked(context: Context, permission: String) =
    (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU || permission != Manifest.permission.POST_NOTIFICATIONS) &&
        context.checkSelfPermission(permission) != PackageManager.PERMISSION_GRANTED
