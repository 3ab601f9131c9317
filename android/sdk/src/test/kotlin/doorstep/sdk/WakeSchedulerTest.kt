package doorstep.sdk

import android.app.AlarmManager
import android.app.Application
import android.app.Notification
import android.app.NotificationManager
import android.app.job.JobScheduler
import android.content.Intent
import android.os.Build
import android.os.Looper
import android.os.SystemClock
import androidx.test.core.app.ApplicationProvider
import doorstep.Notice
import doorstep.NoticeKind
import doorstep.Sentence
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35])
class WakeSchedulerTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()
    private val alarms = shadowOf(app.getSystemService(AlarmManager::class.java))
    private val jobs = app.getSystemService(JobScheduler::class.java)
    private val manager = app.getSystemService(NotificationManager::class.java)
    private val standing get() = listOf(PostedNotice(notice.id, notice.atMs, notice.text.text))
    private val ends = Sentence("key", "Your pass ends at 16:00.")
    private val notice = Notice("pass-ends-one", NoticeKind.REMINDER, "0", 1_000, 901_000, ends, lockScreen = null)

    @Test
    fun `one alarm wakes the app, and a later one takes its place`() {
        val wakes = PhoneWakeScheduler(app)
        wakes.wakeIn(30_000)
        wakes.wakeIn(60_000)
        val alarm = alarms.scheduledAlarms.single()
        assertTrue(alarm.isAllowWhileIdle)
        assertEquals(WakeReceiver::class.java.name, alarm.intent().component?.className)
        wakes.wakeNever()
        assertTrue(alarms.scheduledAlarms.isEmpty())
    }

    @Test
    fun `a job comes by itself, and another when there is a network`() {
        val wakes = PhoneWakeScheduler(app)
        assertEquals(listOf(PhoneWakeScheduler.NET), jobs.allPendingJobs.map { it.id })
        assertTrue(jobs.allPendingJobs.single().isPersisted)
        wakes.awaitNetwork(true)
        assertEquals(setOf(PhoneWakeScheduler.NET, PhoneWakeScheduler.NETWORK), jobs.allPendingJobs.map { it.id }.toSet())
        wakes.awaitNetwork(false)
        PhoneWakeScheduler(app)
        assertEquals(listOf(PhoneWakeScheduler.NET), jobs.allPendingJobs.map { it.id })
    }

    @Test
    fun `a notice is shown now or when its alarm rings`() {
        val notices = PhoneNotices(app, "boot-1")
        notices.show(notice, 0, HOUR_MS)
        assertEquals(notice.id, manager.activeNotifications.single().tag)
        assertNull(manager.activeNotifications.single().notification.publicVersion.extras.getCharSequence("android.text"))
        notices.take(notice.id)
        assertTrue(manager.activeNotifications.isEmpty())

        notices.show(notice, 60_000, HOUR_MS)
        assertTrue(manager.activeNotifications.isEmpty())
        val alarm = alarms.scheduledAlarms.single()
        // Also from a phone that sleeps.
        assertTrue(alarm.isAllowWhileIdle)
        SystemClock.setCurrentTimeMillis(SystemClock.uptimeMillis() + 61_000)
        NoticeReceiver().onReceive(app, alarm.intent())
        val shown = manager.activeNotifications.single().notification
        assertEquals(notice.text.text, shown.extras.getCharSequence("android.text").toString())
        assertTrue("less than when it was set: ${shown.timeoutAfter}", shown.timeoutAfter < HOUR_MS)
        notices.take(notice.id)
        assertTrue(alarms.scheduledAlarms.isEmpty() && manager.activeNotifications.isEmpty())
    }

    @Test
    fun `a locked screen says of a question what the core says there, now and when its alarm rings`() {
        val (question, locked) = Sentence("k", "Are you at home?") to Sentence("k", "Doorstep has a question for you.")
        val check = Notice("check-one-0", NoticeKind.CHECK, "0", 1_000, 901_000, question, locked)
        val notices = PhoneNotices(app, "boot-1")
        notices.show(check, 0, HOUR_MS)
        assertEquals(question.text to locked.text, shownAndLocked())
        notices.show(check, 60_000, HOUR_MS)
        NoticeReceiver().onReceive(app, alarms.scheduledAlarms.single().intent())
        assertEquals(question.text to locked.text, shownAndLocked())
    }

    private fun shownAndLocked() = manager.activeNotifications.single().notification.run {
        assertEquals(Notification.VISIBILITY_PRIVATE, visibility)
        val (open, closed) = listOf(this, publicVersion).map { it.extras.getCharSequence("android.text").toString() }
        open to closed
    }

    @Test
    fun `what has ended by the time it could be shown is not shown`() {
        PhoneNotices(app, "boot-1").show(notice, 60_000, 60_000)
        SystemClock.setCurrentTimeMillis(SystemClock.uptimeMillis() + 120_000)
        NoticeReceiver().onReceive(app, alarms.scheduledAlarms.single().intent())
        assertTrue(manager.activeNotifications.isEmpty())
    }

    @Test
    fun `what may not be shown does not stand, now or when its time comes`() {
        shadowOf(manager).setNotificationsEnabled(false)
        val notices = PhoneNotices(app, "boot-1")
        notices.show(notice, 0, HOUR_MS)
        assertTrue(manager.activeNotifications.isEmpty())
        assertEquals(emptyList<PostedNotice>(), notices.standing())
        notices.show(notice, 60_000, HOUR_MS)
        assertEquals(standing, notices.standing())
        SystemClock.setCurrentTimeMillis(SystemClock.uptimeMillis() + 61_000)
        NoticeReceiver().onReceive(app, alarms.scheduledAlarms.single().intent())
        assertEquals(emptyList<PostedNotice>(), notices.standing())
    }

    @Test
    fun `a reminder that the system may bring late is asked for earlier`() {
        val now = SystemClock.elapsedRealtime()
        PhoneNotices(app, "boot-1").show(notice, 2 * HOUR_MS, HOUR_MS)
        val early = now + 2 * HOUR_MS - alarms.scheduledAlarms.single().triggerAtMs
        val wanted = if (Build.VERSION.SDK_INT < Build.VERSION_CODES.S) 0L else 600_000L
        assertTrue("$early", early in wanted - 1_000..wanted)
    }

    @Test
    fun `what waits stays until there is a plan`() {
        PhoneNotices(app, "boot-1").show(notice, 60_000, HOUR_MS)
        val next = PhoneNotices(app, "boot-1")
        assertEquals(1, alarms.scheduledAlarms.size)
        next.standing()
        assertTrue(alarms.scheduledAlarms.isEmpty())
    }

    @Test
    fun `what was shown outlives the process and ends with the boot`() {
        PhoneNotices(app, "boot-1").run {
            standing()
            show(notice, 0, HOUR_MS)
        }
        assertEquals(standing, PhoneNotices(app, "boot-1").standing())
        assertEquals(emptyList<PostedNotice>(), PhoneNotices(app, "boot-2").standing())
    }

    @Test
    fun `what waits is set anew by each process, because nobody tells whether it still does`() {
        PhoneNotices(app, "boot-1").show(notice, 60_000, HOUR_MS)
        val next = PhoneNotices(app, "boot-1")
        assertEquals(emptyList<PostedNotice>(), next.standing())
        assertTrue(alarms.scheduledAlarms.isEmpty())
        next.show(notice, 60_000, HOUR_MS)
        assertEquals(1, alarms.scheduledAlarms.size)
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

    private companion object {
        const val HOUR_MS = 3_600_000L
    }
}
