package doorstep.app

import android.os.Bundle
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import doorstep.app.Lent.Companion.pastes
import doorstep.app.Route.Screen
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** The system ends a lent phone's process whenever it likes; and what each of its screens takes of the core. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class LoanProcessTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `a lent phone's screens come back after the process has died, but for the one that needs a touch`() =
        AppRobot(rule).open().use { robot ->
            Lent(robot).handedOver()
            robot.scenario.close()
            dies(robot, R.string.quarantine_more, Screen.LOAN, R.string.loan_back, R.string.loan_back)
            dies(robot, R.string.quarantine_more, Screen.SETTINGS, R.string.settings_about, R.string.settings_about)
            dies(robot, R.string.quarantine_more, Screen.LOAN_RETURN, R.string.loan_return_gone, R.string.quarantine_more)
        }

    @Test
    fun `a form is pasted again where the process died, and a new beginning stays one`() = AppRobot(rule).open().use { robot ->
        robot.scenario.close()
        dies(robot, R.string.welcome_start, Screen.LOAN_TAKE, R.string.loan_scan, R.string.loan_scan)
        robot.open()
        Lent(robot).taken().wiped()
        robot.scenario.close()
        dies(robot, R.string.loan_wiped_title, Screen.WELCOME, R.string.loan_mine, R.string.loan_mine)
    }

    private fun dies(robot: AppRobot, first: Int, screen: Screen, sees: Int, after: Int) {
        val saved = Bundle()
        Robolectric.buildActivity(MainActivity::class.java).setup().apply {
            robot.sees(first)
            get().runner.nav.go(screen)
            robot.sees(sees)
            saveInstanceState(saved).pause().stop().destroy()
        }
        robot.app.die()
        Robolectric.buildActivity(MainActivity::class.java).setup(saved).apply {
            robot.sees(after)
            assertEquals(Route(screen).takeUnless { screen.needsTouch }, get().runner.nav.here)
            pause().stop().destroy()
        }
    }

    @Test
    fun `a screen takes two calls across the boundary at most`() = AppRobot(rule).also { TestApp.counts = true }.open().use { robot ->
        val calls = robot.app.calls
        val lent = Lent(robot)

        fun drawn(screen: Screen?, word: Int) {
            // What the screen before has asked for has come to its end.
            lent.patient.settles()
            calls.clear()
            if (screen == null) robot.back() else robot.go(screen, "")
            robot.sees(word)
            rule.waitForIdle()
            println("calls for $screen: ${calls.size} $calls")
            assertTrue("$screen: $calls", calls.size <= 2)
        }
        drawn(Screen.LOAN_TAKE, R.string.loan_scan)
        robot.pastes(lent.authority.lend(Lent.NUMBER)).sees(R.string.loan_handover)
        drawn(Screen.LOAN, R.string.loan_back)
        drawn(null, R.string.loan_handover)
        drawn(Screen.SETTINGS, R.string.settings_about)
        drawn(Screen.LOAN_RETURN, R.string.loan_return_gone)
        lent.wiped()
        drawn(Screen.WELCOME, R.string.welcome_start)
        drawn(null, R.string.loan_wiped_title)
    }
}
