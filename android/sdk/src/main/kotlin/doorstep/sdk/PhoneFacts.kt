package doorstep.sdk

import android.Manifest
import android.app.NotificationManager
import android.content.Context
import android.content.pm.PackageManager

/** What the phone lets the app do. It changes without notice: read where it is shown. */
class PhoneFacts(private val context: Context) {
    /** Whether notices are shown, those of every kind. */
    val notices: Boolean
        get() = context.getSystemService(NotificationManager::class.java).run {
            areNotificationsEnabled() && notificationChannels.none { it.importance == NotificationManager.IMPORTANCE_NONE }
        }

    /** Whether the camera has a light. */
    val light: Boolean
        get() = context.packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_FLASH)

    /** Whether the camera may be used. */
    val camera: Boolean
        get() = context.checkSelfPermission(Manifest.permission.CAMERA) == PackageManager.PERMISSION_GRANTED
}
