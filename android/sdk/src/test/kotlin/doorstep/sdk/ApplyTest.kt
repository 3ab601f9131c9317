package doorstep.sdk

import doorstep.Mode
import doorstep.Notice
import doorstep.NoticeKind
import doorstep.Plan
import doorstep.Renew
import doorstep.Sentence
import doorstep.Urgency
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File

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

    private val day = JSONObject(File(System.getProperty("doorstep.android"), "../tests/shells/day.json").readText())
    private val steps = day.getJSONArray("steps").run { List(length(), ::getJSONObject) }

    @Test
    fun `a day is done as its list says`() {
        val apply = Apply(wakes, NotificationStore(calls))
        steps.forEach { step ->
            calls.clear()
            apply.apply(plan(step.getJSONObject("plan")))
            val wanted = step.getJSONArray("calls").run { List(length(), ::getString) }
            assertEquals(step.getString("about"), wanted, calls)
        }
    }

    @Test
    fun `the same plan twice does nothing`() {
        val apply = Apply(wakes, NotificationStore(calls))
        steps.map { plan(it.getJSONObject("plan")) }.forEach { plan ->
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
        Apply(wakes, NotificationStore(calls, listOf(PostedNotice("one", 5, "Text"), PostedNotice("gone", 1, "Old")))).apply(plan)
        assertEquals(listOf("take gone"), calls)
    }

    @Test
    fun `a clock that was set moves what waits, and nothing that was shown`() {
        val shown = reminder("one", 5, 99, "Shown")
        val waits = reminder("two", 50, 99, "Waits")
        val plan = Plan(1uL, 10, 60, null, false, listOf(shown, waits), Renew.NOTHING, Mode.OFF)
        val apply = Apply(wakes, NotificationStore(calls))
        apply.apply(plan)
        calls.clear()
        apply.apply(plan.copy(nowMs = 20, renew = Renew.TIMES))
        assertEquals(listOf("wake in 40", "show two in 30: Waits"), calls)
        calls.clear()
        apply.apply(plan.copy(nowMs = 20))
        assertEquals(emptyList<String>(), calls)
    }

    private fun reminder(id: String, atMs: Long, untilMs: Long, text: String) =
        Notice(id, NoticeKind.REMINDER, "0", atMs, untilMs, Sentence("k", text), lockScreen = null)

    private fun plan(json: JSONObject) = Plan(
        revision = 0uL,
        nowMs = json.getLong("now_ms"),
        wakeAtMs = json.takeUnless { it.isNull("wake_at_ms") }?.getLong("wake_at_ms"),
        sync = json.takeUnless { it.isNull("sync") }?.let { Urgency.valueOf(it.getString("sync").uppercase()) },
        awaitsNetwork = json.getBoolean("awaits_network"),
        notices = json.getJSONArray("notices").run { List(length(), ::getJSONObject) }.map {
            val text = Sentence("key", it.getString("text"))
            val kind = NoticeKind.valueOf(it.getString("kind").uppercase())
            Notice(it.getString("id"), kind, "0", it.getLong("at_ms"), it.getLong("until_ms"), text, lockScreen = null)
        },
        renew = Renew.valueOf(json.getString("renew").uppercase().replace('-', '_')),
        location = Mode.OFF,
    )
}
