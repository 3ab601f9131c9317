package doorstep.sdk

import android.app.NotificationManager
import android.app.Service
import android.app.job.JobScheduler
import android.content.Intent
import android.hardware.Sensor
import android.hardware.SensorManager
import android.location.LocationManager
import android.os.Build
import android.os.PowerManager
import androidx.test.core.app.ApplicationProvider
import doorstep.Access
import doorstep.Cause
import doorstep.DutyState
import doorstep.OrderDecision
import doorstep.OrderState
import doorstep.Urgency
import kotlinx.coroutines.runBlocking
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.SensorBuilder
import org.robolectric.shadows.SensorEventBuilder

/** A patient's phone, from the order to its end, before the real authority. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35], application = TestOwner::class)
class PatientTest {
    private val app = ApplicationProvider.getApplicationContext<TestOwner>()
    private val patient = Patient(app)
    private val jobs = app.getSystemService(JobScheduler::class.java)
    private val notices = app.getSystemService(NotificationManager::class.java)
    private val netMs get() = jobs.getPendingJob(PhoneWakeScheduler.NET)?.intervalMillis

    @After
    fun end() = app.phone.use {
        patient.serviceEnds()
        app.die()
    }

    @Test
    fun `while an order runs a service stands, places are found, and presence is told`() {
        patient.register()
        assertEquals(SELDOM_MS, netMs)
        patient.allowsEverything()
        val order = patient.begins()
        assertTrue(patient.isAskedFor())
        assertEquals(OFTEN_MS, netMs)
        assertEquals(Service.START_STICKY, patient.serviceBegins())
        assertEquals(patient.quarantine.headline.text, said())
        assertEquals(mapOf(LocationManager.NETWORK_PROVIDER to 900L), patient.asked())
        patient.passes(60)
        patient.isFound(northM = 3)
        assertEquals(DutyState.HOME, patient.quarantine.state)
        assertEquals(patient.quarantine.headline.text, said())
        runBlocking { patient.engine.ask { it.sync(Urgency.PERSON) } }
        assertEquals("presence", app.phone.authority.reported(order).last())

        val code = app.phone.authority.releaseCode(order)
        runBlocking { patient.engine.ask { it.decideOrder(patient.me.person, OrderDecision.Release(code)) } }
        assertEquals(OrderState.RELEASED, patient.quarantine.order.state)
        assertEquals(WatchService::class.java.name, shadowOf(app).nextStoppedService?.component?.className)
        assertEquals(emptyMap<String, Long>(), patient.asked())
        assertEquals(SELDOM_MS, netMs)
        patient.serviceEnds()
        patient.hears(Intent.ACTION_BOOT_COMPLETED)
        patient.settles()
        assertFalse("nobody is watched any more", patient.isAskedFor())
    }

    @Test
    fun `whatever is refused is said, and the order runs all the same`() {
        patient.register()
        patient.begins()
        assertFalse("without a place no service of that kind", patient.isAskedFor())
        assertEquals(OrderState.RUNNING, patient.quarantine.order.state)
        assertEquals(emptyMap<String, Long>(), patient.asked())
        val isOld = Build.VERSION.SDK_INT < Build.VERSION_CODES.Q
        assertEquals(listOf(Access.LOCATION) + listOf(Access.MOTION).filterNot { isOld } + Access.POWER_SAVING, missing())

        patient.allows("ACCESS_COARSE_LOCATION")
        patient.wakes(Cause.USER)
        assertEquals(listOf(Access.PRECISE_LOCATION) + listOf(Access.LOCATION_ALWAYS).filterNot { isOld }, missing().filter { it in PLACE })
        assertTrue(patient.isAskedFor())
        assertEquals(mapOf(LocationManager.NETWORK_PROVIDER to 900L), patient.asked())

        patient.allows("ACCESS_FINE_LOCATION")
        patient.wakes(Cause.USER)
        assertEquals(listOf(Access.LOCATION_ALWAYS).filterNot { isOld }, missing().filter { it in PLACE })
        patient.allowsEverything()
        shadowOf(app.getSystemService(PowerManager::class.java)).setIgnoringBatteryOptimizations(app.packageName, true)
        shadowOf(notices).setNotificationsEnabled(false)
        patient.wakes(Cause.USER)
        assertEquals(listOf(Access.NOTICES), missing())
        shadowOf(notices).setNotificationsEnabled(true)
        patient.wakes(Cause.USER)
        assertEquals(emptyList<Access>(), missing())

        patient.refuses(*Patient.ALL)
        patient.wakes(Cause.ALARM)
        assertEquals(Access.LOCATION, missing().first())
        assertEquals(emptyMap<String, Long>(), patient.asked())
        assertEquals(OrderState.RUNNING, patient.quarantine.order.state)
    }

    private fun missing() = patient.quarantine.accesses.map { it.access }

    @Test
    fun `while the service stands it is heard at once that a provider comes or goes`() {
        patient.register()
        patient.allowsEverything()
        patient.begins()
        patient.serviceBegins()
        val places = shadowOf(patient.places)
        places.setLocationEnabled(false)
        changesProviders()
        assertTrue(Access.LOCATION_SERVICES in missing())
        assertEquals(emptyMap<String, Long>(), patient.asked())
        places.setLocationEnabled(true)
        places.removeProvider(LocationManager.NETWORK_PROVIDER)
        changesProviders()
        assertFalse(Access.LOCATION_SERVICES in missing())
        assertEquals("none that finds it like that", emptyMap<String, Long>(), patient.asked())
        places.setProviderEnabled(LocationManager.FUSED_PROVIDER, true)
        changesProviders()
        assertEquals(mapOf(LocationManager.FUSED_PROVIDER to 900L), patient.asked())
    }

    private fun changesProviders() {
        app.sendBroadcast(Intent(LocationManager.PROVIDERS_CHANGED_ACTION))
        patient.settles()
    }

    @Test
    fun `a place that the phone has twice, or that another app made up, proves nothing and is written down`() {
        patient.register()
        patient.allowsEverything()
        patient.begins()
        patient.passes(60)
        patient.isFound(northM = 3)
        shadowOf(app.getSystemService(PowerManager::class.java)).setIsDeviceIdleMode(true)
        patient.passes(900)
        patient.isFound(northM = 3)
        patient.passes(900)
        patient.isFound(northM = 4) { isMadeUp() }
        assertEquals(listOf("in", "restamped", "mock"), fixes().map { it.getString("verdict") })
    }

    @Test
    fun `steps are told with the next place`() {
        val sensors = shadowOf(app.getSystemService(SensorManager::class.java))
        val counter = SensorBuilder.newBuilder().setType(Sensor.TYPE_STEP_COUNTER).build()
        sensors.addSensor(counter)
        patient.register()
        patient.allowsEverything()
        patient.begins()
        listOf(4_000f, 4_000f, 4_250f).forEach {
            patient.passes(900)
            patient.wakes(Cause.ALARM)
            sensors.sendSensorEventToListeners(SensorEventBuilder.newBuilder(counter, floatArrayOf(it)).build(), counter)
            patient.isFound(northM = 3)
        }
        assertEquals(listOf(null, 0, 250), fixes().map { fix -> fix.opt("steps").takeUnless { it == JSONObject.NULL } })
    }

    @Test
    fun `who moves again wakes the core`() {
        patient.register()
        patient.allowsEverything()
        patient.begins()
        patient.serviceBegins()
        shadowOf(notices).setNotificationsEnabled(false)
        SignificantMotion(app, patient.engine).onTrigger(null)
        patient.until { Access.NOTICES in missing() }
    }

    /** What stands in the journal of each place. */
    private fun fixes() = runBlocking { patient.engine.ask { it.journal(patient.me.person) } }.entries
        .filter { it.kind == "fix" }.map { JSONObject(it.fields) }

    /** What the standing notice says. */
    private fun said(): String? {
        patient.until { text() != null }
        return text()
    }

    private fun text() = notices.activeNotifications.single { it.id == WatchNotice.ID }.notification
        .extras.getCharSequence("android.text")?.toString()

    private companion object {
        val PLACE = setOf(Access.LOCATION, Access.LOCATION_SERVICES, Access.PRECISE_LOCATION, Access.LOCATION_ALWAYS)
        const val SELDOM_MS = 6 * 3_600_000L
        const val OFTEN_MS = 15 * 60_000L
    }
}
