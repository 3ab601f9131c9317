package doorstep.sdk

import android.Manifest
import android.app.NotificationManager
import android.content.Context
import android.content.pm.PackageManager

/** What the phone lets the app do. It changes without notice: read where it is shown. */
class Facts(private val context: Context) {
    /** Whether notices are shown. */
    val notices: Boolean
        get() = context.getSystemService(NotificationManager::class.java).areNotificationsEnabled()

    /** Whether the camera may be used. */
    val camera: Boolean
        get() = context.checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED
}
