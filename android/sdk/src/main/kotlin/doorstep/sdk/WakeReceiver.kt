package doorstep.sdk

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import doorstep.Cause

/** Hears the alarm, and whatever changes alarms, clocks or words. */
class WakeReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val cause = intent.action?.let(CAUSES::get) ?: return
        // From here, and not from what begins here: later the system may no longer let it.
        WatchService.again(context)
        val pending = goAsync()
        val release = context.keepAwake()
        (context.applicationContext as EngineOwner).engine.wakeUp(cause) {
            release()
            pending?.finish()
        }
    }

    internal companion object {
        const val ALARM = "doorstep.sdk.ALARM"

        private val CAUSES = mapOf(
            ALARM to Cause.ALARM,
            Intent.ACTION_BOOT_COMPLETED to Cause.BOOT,
            Intent.ACTION_MY_PACKAGE_REPLACED to Cause.APP_UPDATE,
            Intent.ACTION_TIME_CHANGED to Cause.CLOCK,
            Intent.ACTION_TIMEZONE_CHANGED to Cause.ZONE,
            Intent.ACTION_LOCALE_CHANGED to Cause.LOCALE,
        )
    }
}
