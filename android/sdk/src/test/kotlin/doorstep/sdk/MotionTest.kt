package doorstep.sdk

import android.app.Application
import android.hardware.Sensor
import android.hardware.SensorManager
import androidx.test.core.app.ApplicationProvider
import doorstep.Moved
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.SensorBuilder
import org.robolectric.shadows.SensorEventBuilder

/** Steps, by the phone's own counter. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35])
class MotionTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()
    private val sensors = shadowOf(app.getSystemService(SensorManager::class.java))
    private val counter = SensorBuilder.newBuilder().setType(Sensor.TYPE_STEP_COUNTER).build()
    private var boot = "boot-1"
    private val motion = Motion(app) { boot }

    @Before
    fun begin() {
        KeepAlive(app).isWanted = true
        shadowOf(app).grantPermissions(PERMISSION)
        sensors.addSensor(counter)
    }

    private fun counts(total: Int) {
        val event = SensorEventBuilder.newBuilder(counter, floatArrayOf(total.toFloat())).build()
        sensors.sendSensorEventToListeners(event, counter)
    }

    /** What is told meanwhile, the main thread hands over. */
    private fun since(by: Motion = motion): Moved? = runBlocking {
        val asked = async { by.since() }
        while (!asked.isCompleted) {
            shadowOf(app.mainLooper).idle()
            yield()
        }
        asked.await()
    }

    @Test
    fun `steps are counted from one reading to the next`() {
        assertEquals("nobody counted yet", null, since())
        counts(1_000)
        assertEquals("nothing before", null, since())
        counts(1_040)
        assertEquals(Moved(40u, null), since())
        assertEquals(Moved(0u, null), since())
    }

    @Test
    fun `the next process goes on counting, and the next boot begins anew`() {
        since()
        counts(1_000)
        since()
        val next = Motion(app) { boot }
        since(next)
        counts(1_100)
        assertEquals(Moved(100u, null), since(next))
        boot = "boot-2"
        counts(5)
        assertEquals(null, since(next))
        counts(12)
        assertEquals(Moved(7u, null), since(next))
    }

    @Test
    fun `nothing is counted of whom nobody watches, where it is forbidden or there is no counter`() {
        since()
        counts(10)
        since()
        motion.leave()
        assertTrue(sensors.listeners.isEmpty())
        KeepAlive(app).isWanted = false
        assertEquals(null, since())
        KeepAlive(app).isWanted = true
        sensors.removeSensor(counter)
        assertEquals(null, since())
        assertTrue(sensors.listeners.isEmpty())
    }

    @Test
    @Config(sdk = [35])
    fun `who forbids it is not counted`() {
        shadowOf(app).denyPermissions(PERMISSION)
        assertEquals(null, since())
        assertTrue(sensors.listeners.isEmpty())
    }

    private companion object {
        const val PERMISSION = "android.permission.ACTIVITY_RECOGNITION"
    }
}
