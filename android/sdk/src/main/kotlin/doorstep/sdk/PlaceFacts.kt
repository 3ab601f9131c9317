package doorstep.sdk

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.location.LocationManager
import android.net.wifi.WifiManager
import android.os.Build
import android.provider.Settings
import doorstep.Provider
import doorstep.Wifi

/** What the phone says of how it finds its place. */
internal class PlaceFacts(private val context: Context) {
    private val manager get() = context.getSystemService(LocationManager::class.java)

    /** Whether location is switched on for the phone as a whole. */
    @Suppress("DEPRECATION") // The oldest phones know no other way.
    val isOn: Boolean
        get() = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
            manager.isLocationEnabled
        } else {
            val off = Settings.Secure.LOCATION_MODE_OFF
            Settings.Secure.getInt(context.contentResolver, Settings.Secure.LOCATION_MODE, off) != off
        }

    /** What is switched on of what finds the place. */
    val providers: List<Provider>
        get() {
            val has = manager.allProviders
            return PROVIDERS.filterKeys { it in has && manager.isProviderEnabled(it) }.values.toList()
        }

    /** The network that is joined. Its name tells where the phone is: asked for only while an order runs. */
    @Suppress("DEPRECATION") // What newer phones have in its place tells it later, to a listener.
    val wifi: Wifi
        get() {
            // An app for passes alone asks for no permission of it.
            val may = context.checkSelfPermission(Manifest.permission.ACCESS_WIFI_STATE) == PackageManager.PERMISSION_GRANTED
            val wifi = context.getSystemService(WifiManager::class.java)?.takeIf { may } ?: return Wifi.NotJoined
            if (!wifi.isWifiEnabled) return Wifi.Off
            val name = wifi.takeIf { KeepAlive(context).isWanted }?.connectionInfo?.bssid
            return if (name == null || name == UNTOLD) Wifi.NotJoined else Wifi.Joined(name)
        }

    private companion object {
        val PROVIDERS = mapOf(
            LocationManager.GPS_PROVIDER to Provider.GNSS,
            LocationManager.NETWORK_PROVIDER to Provider.NETWORK,
            LocationManager.FUSED_PROVIDER to Provider.FUSED,
        )

        /** What the system says to whom it does not tell the name. */
        const val UNTOLD = "02:00:00:00:00:00"
    }
}
