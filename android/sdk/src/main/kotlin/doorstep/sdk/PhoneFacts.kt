package doorstep.sdk

import android.Manifest
import android.app.ActivityManager
import android.app.ActivityManager.RunningAppProcessInfo
import android.app.NotificationManager
import android.content.Context
import android.content.pm.PackageManager
import android.net.ConnectivityManager
import android.net.NetworkCapabilities
import android.os.BatteryManager
import android.os.Build
import android.os.PowerManager
import doorstep.Facts
import doorstep.LocationAccess
import doorstep.NetworkKind
import doorstep.Wifi

/** What the phone says of itself. It changes without notice: read where it is shown, and at every wake. */
class PhoneFacts(private val context: Context) {
    private val power get() = context.getSystemService(PowerManager::class.java)
    private val battery get() = context.getSystemService(BatteryManager::class.java)

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

    /** All that the core wants to know. The app asks for no place, no motion and no name of a network. */
    fun read() = Facts(
        location = LocationAccess.DENIED,
        precise = false,
        services = false,
        providers = emptyList(),
        notices = notices,
        camera = camera,
        motion = false,
        battery = battery.getIntProperty(BatteryManager.BATTERY_PROPERTY_CAPACITY).coerceIn(0, FULL).toUByte(),
        charging = battery.isCharging,
        saver = power.isPowerSaveMode,
        exempt = power.isIgnoringBatteryOptimizations(context.packageName),
        idle = power.isDeviceIdleMode,
        inFront = inFront,
        network = network,
        wifi = Wifi.NotJoined,
        maker = Build.MANUFACTURER,
    )

    private val inFront: Boolean
        get() {
            val own = RunningAppProcessInfo().also(ActivityManager::getMyMemoryState)
            return own.importance == RunningAppProcessInfo.IMPORTANCE_FOREGROUND
        }

    private val network: NetworkKind
        get() {
            val manager = context.getSystemService(ConnectivityManager::class.java)
            val active = manager.activeNetwork ?: return NetworkKind.OFFLINE
            val isWifi = manager.getNetworkCapabilities(active)?.hasTransport(NetworkCapabilities.TRANSPORT_WIFI)
            return if (isWifi == true) NetworkKind.WIFI else NetworkKind.MOBILE
        }

    private companion object {
        const val FULL = 100
    }
}
