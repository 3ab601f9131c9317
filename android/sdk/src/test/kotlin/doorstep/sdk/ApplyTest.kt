package doorstep.sdk

import doorstep.Mode
import doorstep.Notice
import doorstep.NoticeKind
import doorstep.Plan
import doorstep.Renew
import doorstep.Sentence
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** Both apps do the same about the same plans: the list of it stands beside the tests of all. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class ApplyTest {
    private val calls = mutableListOf<String>()
    private val wakes = object : WakeScheduler {
        override fun wakeIn(ms: Long) {
            calls += "wake in $ms"
        }

        override fun wakeNever() {
            calls += "wake never"
        }

        override fun awaitNetwork(waits: Boolean) {
            calls += if (waits) "network wait" else "network leave"
        }
    }

    private val watch = object : Watch {
        override var isKept = false

        override fun keepAlive(wanted: Boolean) {
            isKept = wanted
            calls += if (wanted) "keep alive" else "let sleep"
        }

        override fun again() {
            calls += "again"
        }

        override fun locate(mode: Mode, everyS: ULong?, forS: ULong?) {
            val every = everyS?.let { " every $it" }.orEmpty()
            calls += "locate ${mode.name.lowercase()}$every${forS?.let { " for $it" }.orEmpty()}"
        }
    }

    private class NotificationStore(private val calls: MutableList<String>, before: List<PostedNotice> = emptyList()) : Notices {
        private val on = before.associateBy { it.id }.toMutableMap()

        override fun standing() = on.values.toList()

        override fun show(notice: Notice, inMs: Long, lastsMs: Long) {
            on[notice.id] = PostedNotice(notice.id, notice.atMs, notice.text.text)
            calls += "show ${notice.id} in $inMs: ${notice.text.text}"
        }

        override fun take(id: String) {
            on -= id
            calls += "take $id"
        }
    }

    @Test
    fun `a resident's day is done as its list says`() = isDone(ShellDay.resident)

    @Test
    fun `a patient's day is done as its list says`() = isDone(ShellDay.patient)

    @Test
    fun `a patient's day without a network is done as its list says`() = isDone(ShellDay.offline)

    private fun isDone(steps: List<JSONObject>) {
        val apply = Apply(wakes, NotificationStore(calls), watch)
        steps.forEach { step ->
            calls.clear()
            apply.apply(ShellDay.plan(step))
            assertEquals(step.getString("about"), ShellDay.calls(step), calls)
        }
    }

    @Test
    fun `the same plan twice does nothing`() {
        val apply = Apply(wakes, NotificationStore(calls), watch)
        (ShellDay.resident + ShellDay.patient + ShellDay.offline).map(ShellDay::plan).forEach { plan ->
            apply.apply(plan)
            calls.clear()
            apply.apply(plan.copy(renew = Renew.NOTHING))
            assertEquals(emptyList<String>(), calls)
        }
    }

    @Test
    fun `what stood before the process is neither shown again nor forgotten`() {
        val notice = reminder("one", 5, 9, "Text")
        val plan = Plan(1uL, 5, null, null, false, listOf(notice), Renew.NOTHING, Mode.OFF)
        Apply(wakes, NotificationStore(calls, listOf(PostedNotice("one", 5, "Text"), PostedNotice("gone", 1, "Old"))), watch).apply(plan)
        assertEquals(listOf("take gone"), calls)
    }

    @Test
    fun `a clock that was set moves what waits, and nothing that was shown`() {
        val shown = reminder("one", 5, 99, "Shown")
        val waits = reminder("two", 50, 99, "Waits")
        val plan = Plan(1uL, 10, 60, null, false, listOf(shown, waits), Renew.NOTHING, Mode.OFF)
        val apply = Apply(wakes, NotificationStore(calls), watch)
        apply.apply(plan)
        calls.clear()
        apply.apply(plan.copy(nowMs = 20, renew = Renew.TIMES))
        assertEquals(listOf("wake in 40", "show two in 30: Waits"), calls)
        calls.clear()
        apply.apply(plan.copy(nowMs = 20))
        assertEquals(emptyList<String>(), calls)
    }

    @Test
    fun `the place is asked for anew when what finds it is another, and once`() {
        val apply = Apply(wakes, NotificationStore(calls), watch)
        val plan = Plan(1uL, 10, null, null, false, emptyList(), Renew.NOTHING, Mode.BALANCED, 900uL, keepAlive = true)
        apply.apply(plan)
        assertEquals(listOf("keep alive", "locate balanced every 900"), calls)
        apply.lookAnew()
        apply.apply(plan)
        apply.apply(plan)
        assertEquals(listOf("keep alive", "locate balanced every 900", "locate balanced every 900"), calls)
        calls.clear()
        apply.lookAnew()
        apply.apply(plan.copy(location = Mode.OFF, fixEveryS = null))
        assertEquals("what stood is ended", listOf("locate off"), calls)
    }

    @Test
    fun `a process that is new asks for the place, and leaves the service that stands`() {
        watch.keepAlive(true)
        calls.clear()
        val plan = Plan(1uL, 10, null, null, false, emptyList(), Renew.NOTHING, Mode.PRECISE, 60uL, 360uL, keepAlive = true)
        Apply(wakes, NotificationStore(calls), watch).apply(plan)
        assertEquals(listOf("locate precise every 60 for 360"), calls)
    }

    private fun reminder(id: String, atMs: Long, untilMs: Long, text: String) =
        Notice(id, NoticeKind.REMINDER, "0", atMs, untilMs, Sentence("k", text), lockScreen = null)
}
