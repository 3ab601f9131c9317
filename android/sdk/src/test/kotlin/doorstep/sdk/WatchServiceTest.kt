package doorstep.sdk

import android.app.AlarmManager
import android.app.ForegroundServiceStartNotAllowedException
import android.app.Notification
import android.app.NotificationManager
import android.app.Service
import android.content.ComponentName
import android.content.Intent
import android.content.pm.PackageManager
import android.content.pm.ServiceInfo
import android.os.Build
import androidx.test.core.app.ApplicationProvider
import doorstep.Cause
import doorstep.Mode
import doorstep.OrderState
import doorstep.Plan
import doorstep.Renew
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.security.ProviderException

/** The service that stands while an order runs, and the system that may refuse it. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35], application = TestOwner::class)
class WatchServiceTest {
    private val app = ApplicationProvider.getApplicationContext<TestOwner>()
    private val patient = Patient(app)
    private val alarms = shadowOf(app.getSystemService(AlarmManager::class.java))
    private val notices = app.getSystemService(NotificationManager::class.java)

    /** What newer systems throw at who may not start a service, and older ones in its place. */
    private val notAllowed
        get() = if (Build.VERSION.SDK_INT < Build.VERSION_CODES.S) IllegalStateException("Not allowed to start service") else refusal()

    private fun refusal(): RuntimeException = ForegroundServiceStartNotAllowedException("mAllowStartForeground false")

    @Before
    fun begin() {
        patient.looks(at = true)
        patient.register()
        patient.allowsEverything()
    }

    @After
    fun end() = app.phone.use {
        patient.serviceEnds()
        app.die()
    }

    @Test
    fun `nobody is watched who has no order, whatever wakes the phone`() {
        patient.wakes(Cause.USER)
        patient.restarts()
        patient.hears(Intent.ACTION_BOOT_COMPLETED)
        patient.hears(Intent.ACTION_MY_PACKAGE_REPLACED)
        patient.settles()
        assertFalse(patient.isAskedFor())
        assertEquals(emptyMap<String, Long>(), patient.asked())
    }

    @Test
    fun `who hears that the phone has started asks for the service at once, before the core is open`() {
        patient.begins()
        patient.serviceBegins()
        listOf(Intent.ACTION_BOOT_COMPLETED, Intent.ACTION_MY_PACKAGE_REPLACED).forEach { action ->
            patient.restarts()
            patient.looks(at = false)
            app.phone.keys.before = { throw ProviderException("not now") }
            WakeReceiver().onReceive(app, Intent(action))
            assertTrue(action, patient.isAskedFor())
            assertEquals(null, app.engine.model.snapshot.value)
            assertEquals(Service.START_STICKY, patient.serviceBegins())
            app.phone.keys.before = {}
            patient.wakes(Cause.ALARM)
            assertFalse("it stands", patient.isAskedFor())
        }
    }

    @Test
    fun `with a place while in use only, a service after the start is refused, and begins when somebody looks`() {
        patient.refuses("ACCESS_BACKGROUND_LOCATION")
        patient.begins()
        patient.serviceBegins()
        patient.restarts()
        patient.looks(at = false)
        patient.hears(Intent.ACTION_BOOT_COMPLETED)
        patient.settles()
        assertTrue(patient.isAskedFor())
        val refused = SecurityException("Starting FGS with type location requires permissions")
        assertEquals(Service.START_NOT_STICKY, patient.serviceBegins(throws = refused))
        assertTrue(patient.standing().isStoppedBySelf)
        patient.serviceEnds()
        patient.until { app.engine.model.snapshot.value != null && wakes().size == 1 }
        assertEquals(OrderState.RUNNING, patient.quarantine.order.state)
        assertFalse("it is not asked for again and again", patient.isAskedFor())

        patient.looks(at = true)
        patient.wakes(Cause.USER)
        assertTrue(patient.isAskedFor())
        assertEquals(Service.START_STICKY, patient.serviceBegins())
    }

    @Test
    fun `a system that lets nothing start from behind ends nothing, and is asked again when somebody looks`() {
        app.forbids = notAllowed
        patient.begins()
        assertEquals(OrderState.RUNNING, patient.quarantine.order.state)
        assertEquals(1, wakes().size)
        assertTrue("fixes are asked for all the same", patient.asked().isNotEmpty())
        patient.looks(at = false)
        app.forbids = null
        patient.wakes(Cause.ALARM)
        assertFalse(patient.isAskedFor())
        patient.looks(at = true)
        patient.wakes(Cause.USER)
        assertTrue(patient.isAskedFor())
        assertEquals(Service.START_NOT_STICKY, patient.serviceBegins(throws = notAllowed))
        assertTrue(patient.standing().isStoppedBySelf)
        patient.serviceEnds()
        assertFalse("it is not asked for again and again", patient.isAskedFor())
        app.forbids = SecurityException("no")
        patient.wakes(Cause.USER)
        assertEquals(1, wakes().size)
    }

    @Test
    fun `a service that the system ended and makes again wakes the core of a new process`() {
        patient.begins()
        patient.serviceBegins()
        patient.restarts()
        assertEquals(Service.START_STICKY, patient.serviceBegins(again = true))
        patient.until { app.engine.model.snapshot.value != null && wakes().size == 1 }
        assertTrue(patient.asked().isNotEmpty())

        patient.restarts()
        assertEquals(Service.START_NOT_STICKY, patient.serviceBegins(again = true, throws = SecurityException("no")))
        patient.until { wakes().size == 1 }
    }

    @Test
    fun `a phone with no room for the bit has no service, and is not asked again and again`() {
        // A file in place of its folder: nothing can be written there, as on a full disk.
        val folder = app.noBackupFilesDir
        check(folder.deleteRecursively() && folder.createNewFile())
        val watch = OnPhone(app) { "boot-1" }.apply(patient.engine)
        val plan = Plan(1uL, 0, null, null, false, emptyList(), Renew.NOTHING, Mode.OFF, keepAlive = true)
        watch.apply(plan)
        patient.isAskedFor()
        watch.apply(plan)
        assertFalse(patient.isAskedFor())
        check(folder.delete())
    }

    @Test
    fun `what was asked for and is over before it begins ends itself`() {
        patient.begins()
        KeepAlive(app).isWanted = false
        assertEquals(Service.START_NOT_STICKY, patient.serviceBegins())
        assertTrue(patient.standing().isStoppedBySelf)
    }

    @Test
    fun `the notice that stands has no sound, and a locked screen says nothing`() {
        patient.begins()
        patient.serviceBegins()
        val notice = patient.standing().lastForegroundNotification
        assertEquals(Notification.VISIBILITY_PRIVATE, notice.visibility)
        assertEquals(null, notice.publicVersion.extras.getCharSequence("android.text"))
        val channel = notices.getNotificationChannel(notice.channelId)
        assertEquals(NotificationManager.IMPORTANCE_LOW, channel.importance)
        assertTrue(PhoneFacts(app).notices)
        notices.createNotificationChannel(channel.apply { importance = NotificationManager.IMPORTANCE_NONE })
        assertTrue("muting it mutes nothing that is asked", PhoneFacts(app).notices)
    }

    @Test
    fun `nobody else starts the service, and it outlives the list of recent apps`() {
        val service = app.packageManager.getServiceInfo(ComponentName(app, WatchService::class.java), PackageManager.MATCH_ALL)
        assertFalse(service.exported)
        assertEquals(0, service.flags and ServiceInfo.FLAG_STOP_WITH_TASK)
        assertEquals(app.applicationInfo.processName, service.processName)
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.Q) return
        assertEquals(ServiceInfo.FOREGROUND_SERVICE_TYPE_LOCATION, service.foregroundServiceType)
    }

    /** Alarms that wake the core. */
    private fun wakes() = alarms.scheduledAlarms.filter { it.intent().action == WakeReceiver.ALARM }
}
