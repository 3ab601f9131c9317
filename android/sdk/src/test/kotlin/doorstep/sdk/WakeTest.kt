package doorstep.sdk

import android.app.AlarmManager
import android.app.NotificationManager
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.content.Intent
import androidx.test.core.app.ApplicationProvider
import doorstep.Cause
import doorstep.RegistrationResult
import doorstep.Step
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow
import org.robolectric.util.ReflectionHelpers
import java.security.ProviderException

/** What the system does to an app that nobody looks at: from its calls through to the authority. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35], application = TestOwner::class)
class WakeTest {
    private val app = ApplicationProvider.getApplicationContext<TestOwner>()
    private val alarms = shadowOf(app.getSystemService(AlarmManager::class.java))
    private val jobs = app.getSystemService(JobScheduler::class.java)
    private val manager = app.getSystemService(NotificationManager::class.java)
    private val me get() = checkNotNull(app.engine.model.snapshot.value).people.single()

    @After
    fun end() = app.phone.use { app.die() }

    private fun register() = runBlocking {
        app.engine.wake(Cause.USER)
        app.engine.ask { it.register(me.person, TestPhone.NUMBER, null, null) }
        assertEquals(RegistrationResult.Registered, app.engine.ask { it.confirm(me.person, app.phone.authority.code()) })
    }

    /** What was set and shown ends with the phone, and the process with it. */
    private fun restart() {
        app.die()
        clear()
        manager.cancelAll()
    }

    private fun clear() = alarms.scheduledAlarms.forEach { app.getSystemService(AlarmManager::class.java).cancel(it.rings()) }

    /** Whom the alarms that are set wake. */
    private fun set() = alarms.scheduledAlarms.map { it.intent().component }.toSet()

    private fun hear(action: String) = app.sendBroadcast(Intent(action).setPackage(app.packageName))

    /** Waits for this, each time until the engine has done what it was told before. */
    private fun until(met: () -> Boolean) = runBlocking {
        withTimeout(600_000) {
            while (!met()) {
                shadowOf(app.mainLooper).idle()
                app.engine.look()
            }
        }
    }

    @Test
    fun `after a restart the alarms stand again before anybody looks`() {
        register()
        runBlocking { app.engine.ask { it.requestPass(me.person, "groceries") } }
        val before = set()
        assertEquals("the next sync, and the notice of the pass", 2, before.size)
        restart()
        app.phone.clock.restart()
        hear(Intent.ACTION_BOOT_COMPLETED)
        until { set() == before }
        assertEquals(Step.REGISTERED, me.registration.step)
    }

    @Test
    fun `the alarm that rings is set for its next time`() {
        register()
        app.phone.clock.advance(7 * 3_600)
        val rings = alarms.scheduledAlarms.single().rings()
        clear()
        rings.send()
        until { set().size == 1 }
    }

    @Test
    fun `a key store that is silent after a restart is asked again in a minute`() {
        register()
        restart()
        app.phone.keys.before = { throw ProviderException("not now") }
        hear(Intent.ACTION_BOOT_COMPLETED)
        until { set().size == 1 }
        val retry = alarms.scheduledAlarms.single().rings()
        app.phone.keys.before = {}
        clear()
        retry.send()
        until { app.engine.model.snapshot.value != null && set().size == 1 }
        assertEquals(Step.REGISTERED, me.registration.step)
    }

    @Test
    fun `what is said later is said in the language that the phone has by then`() {
        register()
        runBlocking { app.engine.ask { it.requestPass(me.person, "groceries") } }
        app.language = "ru"
        hear(Intent.ACTION_LOCALE_CHANGED)
        until { app.engine.model.snapshot.value?.language == "ru" && said().all { it.startsWith("Ваш пропуск") } }
        assertEquals(1, said().size)
    }

    private fun said() = alarms.scheduledAlarms.mapNotNull { it.intent().getStringExtra("text") }

    @Test
    fun `the job that waits for a network sends, and tries again where there is no authority`() {
        runBlocking { app.engine.wake(Cause.USER) }
        val authority = app.phone.authority
        authority.stop()
        runBlocking { app.engine.ask { it.register(me.person, TestPhone.NUMBER, null, null) } }
        assertTrue(jobs.getPendingJob(PhoneWakeScheduler.NETWORK) != null)
        assertTrue("a network without the authority", begin(PhoneWakeScheduler.NETWORK))
        assertEquals(Step.WAITING_TO_SEND, me.registration.step)
        authority.start()
        // A network that comes and goes is tried ever more seldom; by then it is time in any case.
        app.phone.clock.advance(20 * 60)
        authority.advance(20 * 60)
        assertFalse("it has gone", begin(PhoneWakeScheduler.NETWORK))
        assertEquals(Step.CODE_SENT, me.registration.step)
        assertFalse("the other comes by itself", begin(PhoneWakeScheduler.NET))
    }

    /** Begins a job as the system does, and says whether it wants to come again. */
    private fun begin(id: Int): Boolean {
        val service = Robolectric.buildService(WakeJob::class.java).create().get()
        val job = Shadow.newInstanceOf(JobParameters::class.java)
        ReflectionHelpers.setField(job, "jobId", id)
        assertTrue(service.onStartJob(job))
        until { shadowOf(service).isJobFinished }
        return shadowOf(service).isRescheduleNeeded
    }
}
