package doorstep.sdk

import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.os.PowerManager
import doorstep.Cause

/** Hears the alarm, and whatever changes alarms, clocks or words. */
class WakeReceiver : BroadcastReceiver() {
    override fun onReceive(context: Context, intent: Intent) {
        val cause = intent.action?.let(CAUSES::get) ?: return
        val pending = goAsync()
        val lock = context.getSystemService(PowerManager::class.java)
            .newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "doorstep:wake")
            .apply { acquire(LONGEST_MS) }
        (context.applicationContext as EngineOwner).engine.wakeUp(cause) {
            if (lock.isHeld) lock.release()
            pending?.finish()
        }
    }

    internal companion object {
        const val ALARM = "doorstep.sdk.ALARM"
        private const val LONGEST_MS = 60_000L

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
