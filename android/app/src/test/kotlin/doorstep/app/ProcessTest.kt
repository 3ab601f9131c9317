package doorstep.app

import android.Manifest
import android.os.Bundle
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** The system ends the process whenever it likes, and brings the screen back. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class ProcessTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `each screen comes back after the process has died`() = AppRobot(rule).open().use { robot ->
        robot.register().ask("Pharmacy")
        val pass = checkNotNull(robot.app.engine.model.snapshot.value).people.single().passes.single().id
        robot.scenario.close()
        val screens = mapOf(
            Route(Route.Screen.PASS, pass) to R.string.pass_typed,
            Route(Route.Screen.PAPER, pass) to R.string.paper_print,
            Route(Route.Screen.PURPOSES) to R.string.purposes_needed,
            Route(Route.Screen.ASK, "pharmacy") to R.string.ask_send,
            Route(Route.Screen.SENT) to R.string.consent_never,
            Route(Route.Screen.SENT_REQUEST, "1") to R.string.request_raw,
            Route(Route.Screen.SETTINGS) to R.string.settings_erase,
            Route(Route.Screen.DETAILS) to R.string.details_save,
            Route(Route.Screen.HELP) to R.string.help_network,
            Route(Route.Screen.ABOUT) to R.string.about_text,
            Route(Route.Screen.CONSENT) to R.string.consent_agree,
            Route(Route.Screen.PHONE) to R.string.phone_send,
        )
        screens.forEach { (route, word) ->
            val saved = Bundle()
            Robolectric.buildActivity(MainActivity::class.java).setup().apply {
                robot.sees(R.string.passes_title)
                get().runner.nav.go(route.screen, route.of)
                robot.sees(word)
                saveInstanceState(saved).pause().stop().destroy()
            }
            robot.app.die()
            Robolectric.buildActivity(MainActivity::class.java).setup(saved).apply {
                robot.sees(word)
                pause().stop().destroy()
            }
        }
    }

    @Test
    fun `what needs a touch is not found open after the process has died`() = AppRobot(rule).open().use { robot ->
        robot.register().scenario.close()
        listOf(Route.Screen.EMERGENCY, Route.Screen.INSPECT, Route.Screen.ERASE).forEach { name ->
            val saved = Bundle()
            Robolectric.buildActivity(MainActivity::class.java).setup().apply {
                robot.sees(R.string.passes_title)
                get().runner.nav.go(Route.Screen.SETTINGS)
                get().runner.nav.go(name)
                saveInstanceState(saved).pause().stop().destroy()
            }
            robot.app.die()
            Robolectric.buildActivity(MainActivity::class.java).setup(saved).apply {
                robot.sees(R.string.settings_reminders)
                assertEquals(Route(Route.Screen.SETTINGS), get().runner.nav.here)
                pause().stop().destroy()
            }
        }
    }

    @Test
    fun `a screen takes two calls across the boundary at most`() = AppRobot(rule).also { TestApp.counts = true }.open().use { robot ->
        val calls = robot.app.calls

        fun drawn(screen: String, go: () -> Unit) {
            rule.waitForIdle()
            calls.clear()
            go()
            rule.waitForIdle()
            println("calls for $screen: ${calls.size} $calls")
            assertTrue("$screen: $calls", calls.size <= 2)
        }
        drawn("welcome") { robot.sees(R.string.welcome_start) }
        drawn("consent") { robot.tap(R.string.welcome_start).sees(R.string.consent_agree) }
        drawn("phone") { robot.agree().sees(R.string.phone_send) }
        robot.back().back().askForCode()
        drawn("code") { robot.sees(R.string.code_confirm) }
        robot.confirm().ask("Pharmacy")
        val shown = runBlocking { robot.app.engine.ask { it.present(it.snapshot().people.single().person) } }.text
        robot.back()
        drawn("pass") { robot.tap("Pharmacy").sees(R.string.pass_typed) }
        drawn("paper") { robot.tap(R.string.pass_paper).sees(R.string.paper_print) }
        drawn("passes") { robot.back().back() }
        drawn("purposes") { robot.tap(R.string.passes_ask).sees(R.string.purposes_free) }
        drawn("ask") { robot.tap("Groceries").sees(R.string.ask_send) }
        drawn("emergency") { robot.back().back().tap(R.string.emergency).sees("another") }
        drawn("settings") { robot.back().tapIcon(R.string.settings_title) }
        drawn("sent") { robot.tap(R.string.sent_title) }
        shadowOf(robot.app).grantPermissions(Manifest.permission.CAMERA)
        robot.back()
        drawn("inspect") { robot.tap(R.string.settings_inspect).lookThrough() }
        drawn("answer") {
            robot.app.camera.hold(shown)
            robot.sees("ИП4321")
        }
        robot.back().tap(R.string.sent_title)
        drawn("erase") { robot.back().tap(R.string.settings_erase).sees(R.string.erase_now) }
    }
}
