package doorstep.sdk

import android.annotation.TargetApi
import android.content.Context
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.location.LocationRequest
import android.os.Build
import android.os.Bundle
import android.os.Looper
import doorstep.LocationFix
import doorstep.Mode

/** Asks the phone's own providers for the place, and hands on all that they say, in order. */
internal class Locator(
    private val context: Context,
    private val arrived: (fixes: List<LocationFix>, then: () -> Unit) -> Unit,
) : LocationListener {
    private val manager = context.getSystemService(LocationManager::class.java)

    /** In place of what was asked for before. Which providers there are is seen anew each time. */
    fun locate(mode: Mode, everyS: ULong?, forS: ULong?) {
        manager.removeUpdates(this)
        val everyMs = everyS?.toMs() ?: OTHERS_MS
        providers(mode, manager.allProviders).forEach { ask(it, mode, everyMs, forS?.toMs()) }
    }

    private fun ask(provider: String, mode: Mode, everyMs: Long, forMs: Long?) = try {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
            manager.requestLocationUpdates(provider, request(mode, everyMs, forMs), context.mainExecutor, this)
        } else {
            // It ends with the next plan, for which the phone wakes when its time is over.
            manager.requestLocationUpdates(provider, everyMs, 0f, this, Looper.getMainLooper())
        }
    } catch (_: SecurityException) {
        // Not allowed, or no longer: the core knows it from the facts.
    }

    @TargetApi(Build.VERSION_CODES.S)
    private fun request(mode: Mode, everyMs: Long, forMs: Long?): LocationRequest {
        val quality = when (mode) {
            Mode.PRECISE -> LocationRequest.QUALITY_HIGH_ACCURACY
            Mode.BALANCED, Mode.PASSIVE, Mode.OFF -> LocationRequest.QUALITY_BALANCED_POWER_ACCURACY
        }
        return LocationRequest.Builder(everyMs).setQuality(quality).setMinUpdateIntervalMillis(everyMs / SOONER)
            .apply { if (forMs != null) setDurationMillis(forMs) }.build()
    }

    override fun onLocationChanged(location: Location) = onLocationChanged(listOf(location))

    override fun onLocationChanged(locations: List<Location>) {
        // The system keeps the phone awake only until this returns.
        arrived(locations.map(FixMapper(context)::fix), context.keepAwake())
    }

    // The oldest phones call these, and have no bodies for them.
    override fun onProviderEnabled(provider: String) = Unit

    override fun onProviderDisabled(provider: String) = Unit

    @Suppress("OVERRIDE_DEPRECATION")
    override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit

    companion object {
        /** Which of the providers that a phone has find its place like this. */
        fun providers(mode: Mode, has: List<String>): List<String> {
            val byNetworks = listOf(LocationManager.FUSED_PROVIDER, LocationManager.NETWORK_PROVIDER).filter { it in has }
            val wanted = when (mode) {
                Mode.OFF -> emptyList()
                Mode.PASSIVE -> listOf(LocationManager.PASSIVE_PROVIDER)
                Mode.BALANCED -> byNetworks.take(1)
                Mode.PRECISE -> listOf(LocationManager.GPS_PROVIDER, LocationManager.FUSED_PROVIDER)
            }
            return wanted.filter { it in has }
        }

        /** How often what others ask for is taken. */
        private const val OTHERS_MS = 60_000L

        /** What others ask for sooner is taken as well, so many times as often. */
        private const val SOONER = 3

        private fun ULong.toMs() = toLong() * 1_000
    }
}
