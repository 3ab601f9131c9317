package doorstep.sdk

import android.content.Context
import android.hardware.Sensor
import android.hardware.SensorEvent
import android.hardware.SensorEventListener2
import android.hardware.SensorManager
import android.os.Handler
import android.os.Looper
import doorstep.Moved
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Steps by the phone's own counter, which counts as long as somebody listens: while an order runs, and where
 * it is allowed. What it said last is kept for the next process. Asked on the engine's thread.
 */
internal class Motion(private val context: Context, private val boot: () -> String) : SensorEventListener2 {
    private val sensors = context.getSystemService(SensorManager::class.java)
    private val counter get() = sensors.getDefaultSensor(Sensor.TYPE_STEP_COUNTER)
    private val keepAlive = KeepAlive(context)
    private val kept = context.getSharedPreferences("steps", Context.MODE_PRIVATE)
    private var listens = false

    @Volatile
    private var total: Long? = null

    @Volatile
    private var flushed = CompletableDeferred<Unit>()

    /** What was counted since this was asked before, in this boot of the phone; nothing if nobody counted. */
    suspend fun since(): Moved? {
        if (!keepAlive.isWanted || !PhoneFacts(context).motion || !listen()) return null
        awaitCounted()
        val now = total ?: return null
        val boot = boot()
        val before = kept.getLong(boot, Long.MAX_VALUE)
        kept.edit().clear().putLong(boot, now).apply()
        return (now - before).takeIf { it >= 0 }?.let { Moved(it.toUInt(), activity = null) }
    }

    /** Counts no more, and forgets what was counted. */
    fun leave() {
        sensors.unregisterListener(this)
        listens = false
        total = null
        kept.edit().clear().apply()
    }

    private fun listen(): Boolean {
        if (listens) return true
        val (counter, main) = (counter ?: return false) to Handler(Looper.getMainLooper())
        listens = sensors.registerListener(this, counter, SensorManager.SENSOR_DELAY_NORMAL, LATENCY_US, main)
        return listens
    }

    // What was counted while the phone slept is handed over late, unless it is asked for.
    private suspend fun awaitCounted() {
        flushed = CompletableDeferred()
        if (sensors.flush(this)) withTimeoutOrNull(LONGEST_MS) { flushed.await() }
    }

    override fun onSensorChanged(event: SensorEvent) {
        total = event.values.first().toLong()
    }

    override fun onFlushCompleted(sensor: Sensor) {
        flushed.complete(Unit)
    }

    override fun onAccuracyChanged(sensor: Sensor, accuracy: Int) = Unit

    private companion object {
        /** How late it may be told by itself: as rarely as places are looked for. */
        const val LATENCY_US = 900_000_000

        /** A counter that does not answer holds up nothing. */
        const val LONGEST_MS = 500L
    }
}
