package doorstep.sdk

import android.content.ContentResolver
import android.os.SystemClock
import android.provider.Settings
import doorstep.PhoneClock
import doorstep.PhoneTime

/** The phone's clocks: wall, elapsed with sleep, and which boot it is. */
class Clocks(private val resolver: ContentResolver) : PhoneClock {
    override fun read(): PhoneTime {
        val wallMs = System.currentTimeMillis()
        val elapsedMs = SystemClock.elapsedRealtime()
        return PhoneTime(wallMs, elapsedMs, boot(wallMs - elapsedMs))
    }

    // Some phones do not count their boots: then when it was, to the hour, tells them apart.
    private fun boot(bootedMs: Long): String {
        val count = Settings.Global.getInt(resolver, Settings.Global.BOOT_COUNT, -1)
        return if (count >= 0) "boot-$count" else "at-${bootedMs / HOUR_MS}"
    }

    private companion object {
        const val HOUR_MS = 3_600_000L
    }
}
