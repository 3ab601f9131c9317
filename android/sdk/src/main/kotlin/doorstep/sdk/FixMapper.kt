package doorstep.sdk

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.location.Location
import android.location.LocationManager
import android.os.Build
import android.os.PowerManager
import android.os.SystemClock
import doorstep.LocationFix
import doorstep.Source

/** A place as the system says it; what to think of it, the core knows. */
internal class FixMapper(context: Context) {
    private val isCoarse =
        context.checkSelfPermission(Manifest.permission.ACCESS_FINE_LOCATION) != PackageManager.PERMISSION_GRANTED

    // Then the system may say an old place once more, as of now.
    private val isIdle = context.getSystemService(PowerManager::class.java).isDeviceIdleMode
    private val elapsedNs = SystemClock.elapsedRealtimeNanos()

    fun fix(location: Location) = LocationFix(
        latitude = location.latitude,
        longitude = location.longitude,
        accuracyM = location.accuracy.toDouble().takeIf { location.hasAccuracy() },
        isApple = false,
        source = source(location),
        // By the clock that nobody sets.
        ageMs = (elapsedNs - location.elapsedRealtimeNanos) / NS,
        timeMs = location.time,
        isMock = isMock(location),
        isCoarse = isCoarse,
        inDeepSleep = isIdle,
        steps = null,
        activity = null,
    )

    private fun source(location: Location): Source = when (location.provider) {
        LocationManager.GPS_PROVIDER -> Source.GNSS
        LocationManager.FUSED_PROVIDER -> Source.FUSED
        else -> NETWORKS[location.extras?.getString("networkLocationType")] ?: Source.UNKNOWN
    }

    @Suppress("DEPRECATION") // Newer phones have another name for it.
    private fun isMock(location: Location) =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) location.isMock else location.isFromMockProvider

    private companion object {
        const val NS = 1_000_000L

        /** How some providers say what they found it by. */
        val NETWORKS = mapOf("wifi" to Source.WIFI, "cell" to Source.CELL)
    }
}
