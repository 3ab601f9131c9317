package doorstep.sdk

import android.Manifest
import android.app.ActivityManager
import android.app.ActivityManager.RunningAppProcessInfo
import android.app.KeyguardManager
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

/** What the phone says of itself. It changes without notice: read where it is shown, and at every wake. */
class PhoneFacts(private val context: Context) {
    private val power get() = context.getSystemService(PowerManager::class.java)
    private val places = PlaceFacts(context)
    private val battery get() = context.getSystemService(BatteryManager::class.java)

    /** Whether notices are shown, those of every kind. */
    val notices: Boolean
        get() = context.getSystemService(NotificationManager::class.java).run {
            val spoken = notificationChannels.filterNot { it.id == WatchNotice.CHANNEL }
            areNotificationsEnabled() && spoken.none { it.importance == NotificationManager.IMPORTANCE_NONE }
        }

    /** Whether the camera has a light. */
    val light: Boolean
        get() = context.packageManager.hasSystemFeature(PackageManager.FEATURE_CAMERA_FLASH)

    /** Whether the camera may be used. */
    val camera: Boolean get() = may(Manifest.permission.CAMERA)

    /** Whether the phone has a lock of its own that it can ask for. */
    val lock: Boolean get() = context.getSystemService(KeyguardManager::class.java).isDeviceSecure

    /** When the app may know where the phone is. */
    val location: LocationAccess
        get() = when {
            !precise && !may(Manifest.permission.ACCESS_COARSE_LOCATION) -> LocationAccess.DENIED
            isAlways -> LocationAccess.ALWAYS
            else -> LocationAccess.IN_USE
        }

    // Before that version there was no other.
    private val isAlways
        get() = Build.VERSION.SDK_INT < Build.VERSION_CODES.Q || may(Manifest.permission.ACCESS_BACKGROUND_LOCATION)

    /** Whether it is told the place itself, and not only the neighbourhood. */
    val precise: Boolean get() = may(Manifest.permission.ACCESS_FINE_LOCATION)

    /** Whether location is switched on for the phone as a whole. */
    val services: Boolean get() = places.isOn

    /** Whether steps may be counted. */
    val motion: Boolean
        get() = Build.VERSION.SDK_INT < Build.VERSION_CODES.Q || may(Manifest.permission.ACTIVITY_RECOGNITION)

    /** Whether the app is exempt from what saves power. */
    val exempt: Boolean get() = power.isIgnoringBatteryOptimizations(context.packageName)

    /** The battery in percent. */
    val charge: UByte get() = battery.getIntProperty(BatteryManager.BATTERY_PROPERTY_CAPACITY).coerceIn(0, FULL).toUByte()

    /** All that the core wants to know. */
    fun read() = Facts(
        location = location,
        precise = precise,
        services = services,
        providers = places.providers,
        notices = notices,
        camera = camera,
        motion = motion,
        battery = charge,
        charging = battery.isCharging,
        saver = power.isPowerSaveMode,
        exempt = exempt,
        idle = power.isDeviceIdleMode,
        inFront = inFront,
        network = network,
        wifi = places.wifi,
        maker = Build.MANUFACTURER,
    )

    private fun may(permission: String) = context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

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
