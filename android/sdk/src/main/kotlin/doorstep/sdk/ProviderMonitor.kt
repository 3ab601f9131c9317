package doorstep.sdk

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.IntentFilter
import android.location.LocationManager

/** Hears what finds the place being switched on and off. */
internal class ProviderMonitor(private val context: Context, private val engine: Engine) : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) = engine.factsChanged(context.keepAwake())

    fun listen() {
        context.registerReceiver(this, IntentFilter(LocationManager.PROVIDERS_CHANGED_ACTION))
    }

    fun leave() = context.unregisterReceiver(this)
}
