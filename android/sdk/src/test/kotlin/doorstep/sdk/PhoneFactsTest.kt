package doorstep.sdk

import android.app.Application
import android.app.NotificationManager
import android.location.LocationManager
import android.net.wifi.WifiInfo
import android.net.wifi.WifiManager
import android.os.Build
import android.os.PowerManager
import androidx.test.core.app.ApplicationProvider
import doorstep.Facts
import doorstep.LocationAccess
import doorstep.Provider
import doorstep.Wifi
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow
import org.robolectric.shadows.ShadowWifiInfo

/** What a phone says of itself, as it is allowed, switched on and off. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35])
class PhoneFactsTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()
    private val facts: Facts get() = PhoneFacts(app).read()
    private val places = shadowOf(app.getSystemService(LocationManager::class.java))
    private val isOld = Build.VERSION.SDK_INT < Build.VERSION_CODES.Q

    private fun allow(vararg names: String) = shadowOf(app).grantPermissions(*names.map { "android.permission.$it" }.toTypedArray())

    private fun refuse(name: String) = shadowOf(app).denyPermissions("android.permission.$name")

    @Test
    fun `a place is allowed never, in use and always, and as the neighbourhood or the place itself`() {
        assertEquals(LocationAccess.DENIED to false, facts.run { location to precise })
        allow("ACCESS_COARSE_LOCATION")
        val inUse = if (isOld) LocationAccess.ALWAYS else LocationAccess.IN_USE
        assertEquals(inUse to false, facts.run { location to precise })
        allow("ACCESS_FINE_LOCATION")
        assertEquals(inUse to true, facts.run { location to precise })
        allow("ACCESS_BACKGROUND_LOCATION")
        assertEquals(LocationAccess.ALWAYS to true, facts.run { location to precise })
        refuse("ACCESS_FINE_LOCATION")
        assertEquals(LocationAccess.ALWAYS to false, facts.run { location to precise })
        refuse("ACCESS_COARSE_LOCATION")
        assertEquals(LocationAccess.DENIED, facts.location)
    }

    @Test
    fun `camera and motion are each a permission of their own`() {
        assertEquals(false to isOld, facts.run { camera to motion })
        allow("CAMERA")
        assertEquals(true to isOld, facts.run { camera to motion })
        allow("ACTIVITY_RECOGNITION")
        assertEquals(true to true, facts.run { camera to motion })
    }

    @Test
    fun `location that is switched off, and each provider, is said`() {
        listOf(LocationManager.GPS_PROVIDER, LocationManager.NETWORK_PROVIDER, LocationManager.FUSED_PROVIDER)
            .forEach { places.setProviderEnabled(it, true) }
        places.setLocationEnabled(true)
        assertTrue(facts.services)
        assertEquals(listOf(Provider.GNSS, Provider.NETWORK, Provider.FUSED), facts.providers)
        places.setProviderEnabled(LocationManager.NETWORK_PROVIDER, false)
        places.removeProvider(LocationManager.FUSED_PROVIDER)
        assertEquals(listOf(Provider.GNSS), facts.providers)
        places.setLocationEnabled(false)
        assertFalse(facts.services)
    }

    @Test
    fun `notices that nobody sees, power that is saved and deep sleep are said`() {
        assertTrue(facts.notices)
        shadowOf(app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(false)
        assertFalse(facts.notices)
        val power = shadowOf(app.getSystemService(PowerManager::class.java))
        assertEquals(listOf(false, false, false), facts.run { listOf(saver, exempt, idle) })
        power.setIsPowerSaveMode(true)
        power.setIgnoringBatteryOptimizations(app.packageName, true)
        power.setIsDeviceIdleMode(true)
        assertEquals(listOf(true, true, true), facts.run { listOf(saver, exempt, idle) })
    }

    @Test
    fun `the name of the network is asked for only while an order runs`() {
        val wifi = app.getSystemService(WifiManager::class.java)
        assertEquals("an app for passes alone asks for no permission of it", Wifi.NotJoined, facts.wifi)
        allow("ACCESS_WIFI_STATE")
        shadowOf(wifi).setWifiState(WifiManager.WIFI_STATE_DISABLED)
        assertEquals(Wifi.Off, facts.wifi)
        shadowOf(wifi).setWifiState(WifiManager.WIFI_STATE_ENABLED)
        joins(wifi, "c0:ff:ee:c0:ff:ee")
        assertEquals(Wifi.NotJoined, facts.wifi)
        KeepAlive(app).isWanted = true
        assertEquals(Wifi.Joined("c0:ff:ee:c0:ff:ee"), facts.wifi)
        joins(wifi, "02:00:00:00:00:00")
        assertEquals("not told", Wifi.NotJoined, facts.wifi)
        joins(wifi, null)
        assertEquals(Wifi.NotJoined, facts.wifi)
    }

    private fun joins(wifi: WifiManager, name: String?) {
        val info = ShadowWifiInfo.newInstance()
        Shadow.extract<ShadowWifiInfo>(info).setBSSID(name)
        shadowOf(wifi).setConnectionInfo(info as WifiInfo)
    }
}
