package doorstep.app

import android.app.Activity
import android.app.KeyguardManager
import android.content.ActivityNotFoundException
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.contract.ActivityResultContracts.StartActivityForResult
import androidx.compose.runtime.Composable
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.res.stringResource
import doorstep.DeviceOwner

/**
 * Has the phone's system ask for its lock, with what for. It asks each time, whatever was unlocked before; where it has
 * no lock, or cannot ask, nobody is confirmed.
 */
@Composable
fun askForLock(runner: ActionRunner, title: String, reason: String, answered: (DeviceOwner) -> Unit): () -> Unit {
    val keyguard = LocalContext.current.getSystemService(KeyguardManager::class.java)
    val ask = rememberLauncherForActivityResult(StartActivityForResult()) {
        val isConfirmed = it.resultCode == Activity.RESULT_OK
        runner.systemAsked(isConfirmed)
        answered(if (isConfirmed) DeviceOwner.CONFIRMED else DeviceOwner.UNCONFIRMED)
    }
    return {
        // What replaces it takes a lock alone from Android 11 on; this asks the same way on every phone.
        @Suppress("DEPRECATION")
        val question = keyguard.createConfirmDeviceCredentialIntent(title, reason)
        try {
            if (question == null) answered(DeviceOwner.UNCONFIRMED) else ask.launch(question).also { runner.asksSystem = true }
        } catch (_: ActivityNotFoundException) {
            answered(DeviceOwner.UNCONFIRMED)
        }
    }
}
