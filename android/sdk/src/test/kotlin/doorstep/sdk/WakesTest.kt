package doorstep.sdk

import android.app.AlarmManager
import android.app.Application
import android.app.NotificationManager
import android.app.job.JobScheduler
import android.content.Intent
import android.os.Looper
import androidx.test.core.app.ApplicationProvider
import doorstep.Notice
import doorstep.Sentence
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowAlarmManager

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35])
class WakesTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()
    private val alarms = shadowOf(app.getSystemService(AlarmManager::class.java))
    private val jobs = app.getSystemService(JobScheduler::class.java)
    private val manager = app.getSystemService(NotificationManager::class.java)
    private val notice = Notice("pass-ends-one", "0", 1_000, 901_000, Sentence("key", "Your pass ends at 16:00."))

    @Suppress("DEPRECATION") // Kotlin takes the field where Java would take the method of its name.
    private fun intent(alarm: ShadowAlarmManager.ScheduledAlarm) = shadowOf(alarm.operation).savedIntent

    @Test
    fun `one alarm wakes the app, and a later one takes its place`() {
        val wakes = PhoneWakes(app)
        wakes.wakeIn(30_000)
        wakes.wakeIn(60_000)
        val alarm = alarms.scheduledAlarms.single()
        assertTrue(alarm.isAllowWhileIdle)
        assertEquals(WakeReceiver::class.java.name, intent(alarm).component?.className)
        wakes.wakeNever()
        assertTrue(alarms.scheduledAlarms.isEmpty())
    }

    @Test
    fun `a job comes by itself, and another when there is a network`() {
        val wakes = PhoneWakes(app)
        assertEquals(listOf(PhoneWakes.NET), jobs.allPendingJobs.map { it.id })
        assertTrue(jobs.allPendingJobs.single().isPersisted)
        wakes.awaitNetwork(true)
        assertEquals(setOf(PhoneWakes.NET, PhoneWakes.NETWORK), jobs.allPendingJobs.map { it.id }.toSet())
        wakes.awaitNetwork(false)
        PhoneWakes(app)
        assertEquals(listOf(PhoneWakes.NET), jobs.allPendingJobs.map { it.id })
    }

    @Test
    fun `a notice is shown now or when its alarm rings`() {
        val board = PhoneNotices(app, "boot-1")
        board.show(notice, 0)
        assertEquals(notice.id, manager.activeNotifications.single().tag)
        assertNull(manager.activeNotifications.single().notification.publicVersion.extras.getCharSequence("android.text"))
        board.take(notice.id)
        assertTrue(manager.activeNotifications.isEmpty())

        board.show(notice, 60_000)
        assertTrue(manager.activeNotifications.isEmpty())
        val alarm = alarms.scheduledAlarms.single()
        NoticeReceiver().onReceive(app, intent(alarm))
        val shown = manager.activeNotifications.single().notification
        assertEquals(notice.text.text, shown.extras.getCharSequence("android.text").toString())
        board.take(notice.id)
        assertTrue(alarms.scheduledAlarms.isEmpty() && manager.activeNotifications.isEmpty())
    }

    @Test
    fun `what stands outlives the process and ends with the boot`() {
        PhoneNotices(app, "boot-1").run {
            standing()
            show(notice, 60_000)
        }
        assertEquals(listOf(Standing(notice.id, 1_000, notice.text.text)), PhoneNotices(app, "boot-1").standing())
        assertEquals(emptyList<Standing>(), PhoneNotices(app, "boot-2").standing())
    }

    @Test
    fun `nobody else wakes the app or posts its notices`() {
        // What is broadcast without being addressed does not reach a receiver that is not exported.
        val resolved = app.packageManager.queryBroadcastReceivers(Intent(Intent.ACTION_BOOT_COMPLETED), 0)
        assertEquals(listOf(WakeReceiver::class.java.name), resolved.map { it.activityInfo.name })
        assertTrue(resolved.none { it.activityInfo.exported })
        NoticeReceiver().onReceive(app, Intent())
        WakeReceiver().onReceive(app, Intent("something.else"))
        shadowOf(Looper.getMainLooper()).idle()
        assertTrue(manager.activeNotifications.isEmpty())
    }
}
