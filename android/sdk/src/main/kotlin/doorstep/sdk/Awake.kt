package doorstep.sdk

import android.content.Context
import android.os.PowerManager

private const val LONGEST_MS = 60_000L

/** Keeps the phone awake until what comes back is called, for a minute at most. */
internal fun Context.keepAwake(): () -> Unit {
    val lock = getSystemService(PowerManager::class.java).newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "doorstep:wake")
    lock.acquire(LONGEST_MS)
    return { if (lock.isHeld) lock.release() }
}
