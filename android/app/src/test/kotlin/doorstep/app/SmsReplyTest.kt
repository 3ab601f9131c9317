package doorstep.app

import android.content.ClipData
import android.content.ClipboardManager
import android.content.Intent
import android.os.Bundle
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithText
import doorstep.Sentence
import doorstep.SmsMessageView
import doorstep.app.Route.Screen
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** A reply that comes from another app, and the process that ends meanwhile. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class SmsReplyTest {
    @get:Rule val rule = createEmptyComposeRule()

    private fun asks(ask: (AppRobot, Sms) -> Unit) = AppRobot(rule).open().use { robot ->
        val sms = Sms(robot.register()).has(Sms.TATARSTAN_TABLE, Sms.GREECE_TABLE).hasAsked()
        robot.scenario.close()
        ask(robot, sms)
    }

    private fun shares(intent: Intent, seen: (MainActivity) -> Unit) {
        Robolectric.buildActivity(MainActivity::class.java, intent).setup().apply {
            seen(get())
            pause().stop().destroy()
        }
    }

    @Test
    fun `a shared reply is filled in where somebody waits, and read when they tap`() = asks { robot, sms ->
        shares(Sms.shared(Sms.YES)) {
            robot.sees(R.string.sms_read).sees(Sms.YES).sees("Text messages to 13032")
            assertTrue("nothing is done before a tap", sms.requests().single().isWaiting)
            tap(robot, R.string.sms_read)
            robot.sees("The reply says yes.")
            assertEquals(false, sms.requests().single().isWaiting)
            tap(robot, R.string.sms_to_requests)
            robot.sees(R.string.sms_as_it_came)
            assertEquals(Route(Screen.SMS, Sms.GREECE), it.runner.nav.here)
        }
    }

    @Test
    fun `a reply for somewhere else is held to the region that is chosen`() = asks { robot, sms ->
        shares(Sms.shared(Sms.YES)) {
            robot.sees("Text messages to 2590")
            tap(robot, "Text messages to 2590")
            tap(robot, R.string.sms_read)
            robot.sees("This reply is not one that is known.")
            assertTrue(sms.requests().single().isWaiting)
        }
    }

    @Test
    fun `what is shared is bounded, and only text is taken`() = asks { robot, _ ->
        assertEquals(SmsReplyDraft.LONGEST, SmsReplyDraft.shared(Sms.shared("я".repeat(100_000)))?.length)
        listOf(Sms.shared("x", "image/png"), Sms.shared(" \n"), Sms.shared("x").setAction(Intent.ACTION_VIEW), null).forEach {
            assertNull(SmsReplyDraft.shared(it))
        }
        shares(Sms.shared("x", "image/png")) {
            robot.sees(R.string.passes_title)
            assertNull(it.runner.nav.here)
        }
    }

    @Test
    fun `whoever has no tables comes to the first screen`() = AppRobot(rule).open().use { robot ->
        robot.sees(R.string.welcome_title).scenario.close()
        shares(Sms.shared(Sms.YES)) { robot.sees(R.string.welcome_title) }
    }

    @Test
    fun `a copied reply is pasted with a tap`() = asks { robot, sms ->
        robot.app.getSystemService(ClipboardManager::class.java).setPrimaryClip(ClipData.newPlainText(null, Sms.YES))
        shares(Intent(Intent.ACTION_MAIN)) {
            robot.sees(R.string.passes_title)
            it.runner.nav.go(Screen.SMS_REPLY, SmsPlace(Sms.GREECE, sms.requests().single().request).toString())
            tap(robot, R.string.sms_paste)
            robot.sees(Sms.YES)
            tap(robot, R.string.sms_read)
            robot.sees("The reply says yes.")
        }
    }

    // Of the activity that stands, and not of the robot's own.
    private fun tap(robot: AppRobot, word: Int) = tap(robot, robot.say(word))

    private fun tap(robot: AppRobot, text: String) = robot.press(text)

    @Test
    fun `what was typed, looked at, handed over and shared is there after the process has died`() = asks { robot, _ ->
        val form = "${Sms.TATARSTAN}/registration-v2"
        val steps = listOf<Pair<Route, (ActionRunner) -> Unit>>(
            Route(Screen.SMS, Sms.TATARSTAN) to {},
            Route(Screen.SMS_FORM, form) to { it.sms["passport"] = "9219632506" },
            Route(Screen.SMS_MESSAGE, form) to { it.sms["passport"] = "9219632506" },
            Route(Screen.SMS_REPLY, "${Sms.GREECE}/name.1") to { it.reply.text = Sms.YES },
        )
        val seen = listOf(robot.say(R.string.sms_forms), "9219632506", "Регистрация#9219632506", Sms.YES)
        steps.zip(seen).forEach { (step, words) -> dies(robot, step.first, step.second, words) }
        val handedOver = SmsMessageView("2590", "Регистрация#1", Sentence("sms-size", ""), emptyList(), "r")
        dies(robot, Route(Screen.SMS_MESSAGE, form), { it.sms.handOver(handedOver) }, robot.say(R.string.sms_written))
    }

    private fun dies(robot: AppRobot, route: Route, types: (ActionRunner) -> Unit, words: String) {
        val saved = Bundle()
        Robolectric.buildActivity(MainActivity::class.java).setup().apply {
            robot.sees(R.string.passes_title)
            types(get().runner)
            get().runner.nav.go(route.screen, route.of)
            robot.sees(words)
            saveInstanceState(saved).pause().stop().destroy()
        }
        robot.app.die()
        Robolectric.buildActivity(MainActivity::class.java).setup(saved).apply {
            robot.sees(words)
            assertEquals(route, get().runner.nav.here)
            pause().stop().destroy()
        }
    }

    @Test
    fun `a screen takes two calls across the boundary at most`() = AppRobot(rule).also { TestApp.counts = true }.open().use { robot ->
        Sms(robot.register()).has(Sms.TATARSTAN_TABLE).ask { }
        val form = "${Sms.TATARSTAN}/registration-v2"
        robot.scenario.onActivity { it.runner.sms["passport"] = "9219632506" }
        listOf(
            Route(Screen.SMS) to robot.say(R.string.sms_forms),
            Route(Screen.SMS_FORM, form) to robot.say(R.string.sms_look),
            Route(Screen.SMS_MESSAGE, form) to robot.say(R.string.sms_open),
            Route(Screen.SMS_REPLY, Sms.TATARSTAN) to robot.say(R.string.sms_read),
        ).forEach { (route, words) ->
            robot.settle()
            robot.app.calls.clear()
            robot.go(route.screen, route.of).sees(words)
            rule.waitForIdle()
            println("calls for ${route.screen}: ${robot.app.calls}")
            assertTrue("${route.screen}: ${robot.app.calls}", robot.app.calls.size <= 2)
        }
        rule.onNodeWithText(robot.say(R.string.sms_title)).assertDoesNotExist()
    }
}
