package doorstep.sdk

import android.app.Application
import android.location.Location
import android.location.LocationManager
import android.location.LocationRequest
import android.os.Build
import android.os.Bundle
import android.os.PowerManager
import android.os.SystemClock
import androidx.test.core.app.ApplicationProvider
import doorstep.LocationFix
import doorstep.Mode
import doorstep.Source
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowPowerManager

/** Whom of the phone's providers is asked, how, and what comes back. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35])
class LocatorTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()
    private val manager = app.getSystemService(LocationManager::class.java)
    private val shadow = shadowOf(manager)
    private val arrived = mutableListOf<LocationFix>()
    private var done: () -> Unit = {}
    private val locator = Locator(app) { fixes, then ->
        arrived += fixes
        done = then
    }

    private fun has(vararg providers: String) {
        listOf(GPS, NETWORK, FUSED).forEach { if (it in providers) shadow.setProviderEnabled(it, true) else shadow.removeProvider(it) }
    }

    private fun asked() = manager.allProviders.filter { shadow.getLegacyLocationRequests(it).isNotEmpty() }.toSet()

    @Test
    fun `providers are chosen by what the phone has when they are asked`() {
        has(GPS, NETWORK, FUSED)
        locator.locate(Mode.BALANCED, 900u, null)
        assertEquals(setOf(FUSED), asked())
        locator.locate(Mode.PRECISE, 60u, 360u)
        assertEquals(setOf(GPS, FUSED), asked())
        locator.locate(Mode.PASSIVE, null, null)
        assertEquals(setOf(LocationManager.PASSIVE_PROVIDER), asked())
        locator.locate(Mode.OFF, null, null)
        assertEquals(emptySet<String>(), asked())
        has(GPS, NETWORK)
        locator.locate(Mode.BALANCED, 900u, null)
        assertEquals(setOf(NETWORK), asked())
        has(GPS)
        locator.locate(Mode.BALANCED, 900u, null)
        assertEquals("a phone of satellites alone has none for that", emptySet<String>(), asked())
        locator.locate(Mode.PRECISE, 60u, 60u)
        assertEquals(setOf(GPS), asked())
    }

    @Test
    fun `it is asked as often, as closely and as long as the plan says`() {
        has(GPS, NETWORK)
        locator.locate(Mode.BALANCED, 900u, null)
        assertEquals(900_000L, request(NETWORK).intervalMillis)
        locator.locate(Mode.PASSIVE, null, null)
        assertEquals(60_000L, request(LocationManager.PASSIVE_PROVIDER).intervalMillis)
        locator.locate(Mode.BALANCED, 900u, null)
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.S) return
        val rare = checkNotNull(request(NETWORK).locationRequest)
        assertEquals(LocationRequest.QUALITY_BALANCED_POWER_ACCURACY, rare.quality)
        assertEquals(300_000L to 0L, rare.minUpdateIntervalMillis to rare.maxUpdateDelayMillis)
        assertEquals(Long.MAX_VALUE, rare.durationMillis)
        locator.locate(Mode.PRECISE, 60u, 360u)
        val close = checkNotNull(request(GPS).locationRequest)
        assertEquals(LocationRequest.QUALITY_HIGH_ACCURACY, close.quality)
        assertEquals(60_000L to 360_000L, close.intervalMillis to close.durationMillis)
    }

    private fun request(provider: String) = shadow.getLegacyLocationRequests(provider).single()

    @Test
    fun `a fix comes as the system says it, and nothing is left out`() {
        shadowOf(app).grantPermissions("android.permission.ACCESS_FINE_LOCATION")
        val measuredNs = SystemClock.elapsedRealtimeNanos()
        val place = Location(GPS).apply {
            latitude = 55.5
            longitude = 37.5
            accuracy = 12.5f
            time = 1_795_510_800_000
            elapsedRealtimeNanos = measuredNs
        }
        val bare = Location("somebody").apply { elapsedRealtimeNanos = measuredNs }
        SystemClock.setCurrentTimeMillis(SystemClock.uptimeMillis() + 7_000)
        locator.onLocationChanged(listOf(place, bare))
        val (fix, other) = arrived
        assertEquals(listOf(55.5, 37.5, 12.5), fix.run { listOf(latitude, longitude, accuracyM) })
        assertEquals(Source.GNSS to 1_795_510_800_000, fix.source to fix.timeMs)
        assertEquals(7_000L, fix.ageMs)
        assertEquals(listOf(false, false, false, false), fix.run { listOf(isApple, isMock, isCoarse, inDeepSleep) })
        assertEquals(null, other.accuracyM)
        assertEquals(listOf(0.0, 0.0), other.run { listOf(latitude, longitude) })
        assertEquals(Source.UNKNOWN, other.source)
    }

    @Test
    fun `a mock place, a coarse one and a phone in deep sleep are said`() {
        shadowOf(app.getSystemService(PowerManager::class.java)).setIsDeviceIdleMode(true)
        locator.onLocationChanged(Location(NETWORK).apply { isMadeUp() })
        assertEquals(listOf(true, true, true), arrived.single().run { listOf(isMock, isCoarse, inDeepSleep) })
    }

    @Test
    fun `what a network's place was found by is said where the provider says it`() {
        val sources = listOf("wifi", "cell", null).map { type ->
            val place = Location(NETWORK).apply { extras = Bundle().apply { putString("networkLocationType", type) } }
            FixMapper(app).fix(place).source
        }
        assertEquals(listOf(Source.WIFI, Source.CELL, Source.UNKNOWN), sources)
        assertEquals(Source.FUSED, FixMapper(app).fix(Location(FUSED)).source)
    }

    @Test
    fun `the phone stays awake until the core has taken it`() {
        locator.onLocationChanged(Location(GPS))
        val lock = checkNotNull(ShadowPowerManager.getLatestWakeLock())
        assertTrue(lock.isHeld)
        done()
        assertFalse(lock.isHeld)
    }

    private companion object {
        const val GPS = LocationManager.GPS_PROVIDER
        const val NETWORK = LocationManager.NETWORK_PROVIDER
        const val FUSED = LocationManager.FUSED_PROVIDER
    }
}
