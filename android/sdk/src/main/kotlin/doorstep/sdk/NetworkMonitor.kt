package doorstep.sdk

import android.content.Context
import android.net.ConnectivityManager
import doorstep.Cause

/** Wakes the engine when a network comes while somebody looks; a job does when nobody does. */
class NetworkMonitor(context: Context, private val engine: Engine) {
    private val manager = context.getSystemService(ConnectivityManager::class.java)
    private val heard = object : ConnectivityManager.NetworkCallback() {
        override fun onAvailable(network: android.net.Network) = engine.wakeUp(Cause.NETWORK)
    }

    fun listen() = manager.registerDefaultNetworkCallback(heard)

    fun leave() = manager.unregisterNetworkCallback(heard)
}
