package doorstep.sdk

import android.app.Application
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.ComponentName
import android.content.Intent
import android.content.IntentFilter
import androidx.test.core.app.ApplicationProvider
import doorstep.Notice
import doorstep.NoticeKind
import doorstep.Sentence
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** A tap on a notice opens the app for what the notice is about. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [28, 35])
class NoticeTapTest {
    private val app = ApplicationProvider.getApplicationContext<Application>()
    private val first = ComponentName(app, "doorstep.app.First")
    private val notices = PhoneNotices(app, "boot-1")
    private val manager = app.getSystemService(NotificationManager::class.java)

    @Before
    fun install() {
        val starts = IntentFilter(Intent.ACTION_MAIN).apply { addCategory(Intent.CATEGORY_LAUNCHER) }
        shadowOf(app.packageManager).run {
            addActivityIfNotPresent(first)
            addIntentFilterForActivity(first, starts)
        }
    }

    private fun notice(id: String, kind: NoticeKind, person: String) =
        Notice(id, kind, person, 1_000, 901_000, Sentence("k", "Text"), lockScreen = null)

    private fun show(notice: Notice): PendingIntent {
        notices.show(notice, 0, 60_000)
        return manager.activeNotifications.single { it.tag == notice.id }.notification.contentIntent
    }

    private fun PendingIntent.intent(): Intent = shadowOf(this).savedIntent

    @Test
    fun `each notice opens its own thing, for its own person`() {
        val check = show(notice("check-one-0", NoticeKind.CHECK, "0"))
        val order = show(notice("order-one-1", NoticeKind.DUTY, "1"))
        assertNotEquals(check, order)
        assertEquals(NoticeTap("check-one-0", NoticeKind.CHECK, "0"), NoticeTap.of(check.intent()))
        assertEquals(NoticeTap("order-one-1", NoticeKind.DUTY, "1"), NoticeTap.of(order.intent()))
        listOf(check, order).forEach {
            assertEquals("nobody else is asked", first, it.intent().component)
            assertEquals("nobody changes it", PendingIntent.FLAG_IMMUTABLE, shadowOf(it).flags and PendingIntent.FLAG_IMMUTABLE)
            val flags = Intent.FLAG_ACTIVITY_NEW_TASK or Intent.FLAG_ACTIVITY_SINGLE_TOP
            assertEquals("the screen that is there is told", flags, it.intent().flags and flags)
        }
    }

    @Test
    fun `what its alarm shows later opens the same`() {
        val later = NoticeAlarm(notice("notice-one", NoticeKind.NOTICE, "2"), endsMs = Long.MAX_VALUE)
        NoticeReceiver().onReceive(app, later.into(Intent()))
        val shown = manager.activeNotifications.single().notification.contentIntent
        assertEquals(NoticeTap("notice-one", NoticeKind.NOTICE, "2"), NoticeTap.of(shown.intent()))
    }

    @Test
    fun `an intent that is no tap is none`() {
        val tap = NoticeTap("check-one-0", NoticeKind.CHECK, "0")
        assertEquals(tap, NoticeTap.of(tap.into(Intent())))
        assertNull(NoticeTap.of(null))
        assertNull(NoticeTap.of(Intent(Intent.ACTION_MAIN)))
        assertNull(NoticeTap.of(tap.into(Intent()).apply { removeExtra("doorstep.notice.person") }))
        assertNull(NoticeTap.of(tap.into(Intent()).putExtra("doorstep.notice.kind", "WEATHER")))
    }

    @Test
    fun `what has to be answered is heard over what need not be`() {
        NoticeKind.entries.forEach { show(notice(it.name, it, "0")) }
        val high = NoticeKind.entries.filter {
            manager.getNotificationChannel(it.name).importance == NotificationManager.IMPORTANCE_HIGH
        }
        assertEquals(listOf(NoticeKind.CHECK, NoticeKind.TROUBLE), high)
    }
}
