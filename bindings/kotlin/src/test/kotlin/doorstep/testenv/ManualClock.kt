package doorstep.testenv

import doorstep.PhoneClock
import doorstep.PhoneTime
import java.util.concurrent.atomic.AtomicLong

/** A phone's clock that is moved by hand; it shows the authority's time to begin with. */
class ManualClock : PhoneClock {
    private val now = AtomicLong(Authority.START.toEpochMilli() + 250)

    private var booted = Authority.START.toEpochMilli() - 60_000
    private var boots = 1

    /** Called at each reading: throws or does nothing. */
    @Volatile var before: () -> Unit = {}

    fun advance(seconds: Long) {
        now.addAndGet(seconds * 1000)
    }

    /** Starts the phone anew: what has elapsed since says nothing of before. */
    fun restart() {
        booted = now.get()
        boots++
    }

    override fun read(): PhoneTime {
        before()
        val wall = now.get()
        return PhoneTime(wallMs = wall, elapsedMs = wall - booted, boot = "boot-$boots")
    }
}
