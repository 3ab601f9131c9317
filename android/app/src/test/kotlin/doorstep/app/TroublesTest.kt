package doorstep.app

import android.Manifest
import android.app.NotificationManager
import android.os.Build
import android.provider.Settings
import android.view.WindowManager
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.lifecycle.Lifecycle
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.security.ProviderException

/** What goes wrong at the screen. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
open class TroublesTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule) }

    @After
    fun end() = robot.close()

    @Test
    fun `an authority that is not there is told at each step, and nothing is lost`() {
        robot.phone.authority.close()
        robot.open().tap(R.string.welcome_start).agree()
        robot.type(R.string.phone_number, "8 (916) 123-45-67").tap(R.string.phone_send)
        robot.sees("waits for a network")
        robot.tap(R.string.retry).sees("waits for a network")
        robot.tap(R.string.emergency).sees(R.string.emergency_none)
    }

    @Test
    fun `a key store that does not answer is told, and heals`() {
        robot.phone.keys.before = { throw ProviderException("not now") }
        robot.open().sees(R.string.retry)
        robot.phone.keys.before = {}
        robot.tap(R.string.retry).sees(R.string.welcome_title)
    }

    @Test
    fun `ten thousand characters in every field are refused in words`() {
        val long = "ы".repeat(10_000)
        robot.open().tap(R.string.welcome_start).agree()
        robot.type(R.string.phone_number, long).type(R.string.phone_initials, long).type(R.string.phone_document, long)
        robot.tap(R.string.phone_send).sees("Write it as +7 916 123-45-67")
        robot.back().back().tap(R.string.welcome_inspect)
        robot.type(R.string.inspect_typed, long).tap(R.string.inspect_look).sees("Unreadable")
        robot.back().askForCode().type(R.string.code_code, long).tap(R.string.code_confirm)
        robot.sees("The code has six digits.")
        robot.back()
        robot.scenario.recreate()
        robot.confirm().ask("Groceries")
        robot.type(R.string.pass_check_digits, long).tap(R.string.pass_check_show)
        robot.sees("eight digits").tap(R.string.pass_check_end).sees(R.string.pass_typed)
    }

    @Test
    fun `a key that does not answer takes the code away until it does`() {
        robot.open().register().ask("Groceries")
        robot.phone.keys.before = { throw ProviderException("not now") }
        rule.mainClock.advanceTimeBy(FRAMES_MS)
        robot.sees("in a minute")
        rule.onNodeWithTag("code").assertDoesNotExist()
        robot.phone.keys.before = {}
        rule.mainClock.advanceTimeBy(FRAMES_MS)
        robot.sees(R.string.pass_typed)
        rule.onNodeWithTag("code").assertExists()
    }

    @Test
    fun `an authority that goes is told at every later screen`() {
        robot.open().askForCode()
        val code = robot.phone.authority.code()
        robot.phone.authority.stop()
        robot.type(R.string.code_code, code).tap(R.string.code_confirm).sees(OFFLINE)
        robot.phone.authority.start()
        robot.tap(R.string.code_confirm).sees(R.string.passes_title)
        robot.ask("Groceries")
        robot.phone.authority.stop()
        robot.tap(R.string.pass_paper).sees(R.string.retry).sees(OFFLINE)
        robot.back().back().tapIcon(R.string.settings_title).tap(R.string.settings_inspect)
        robot.tap(R.string.inspect_refresh).sees(OFFLINE)
        robot.type(R.string.inspect_typed, "0000 0000 0000 0000").tap(R.string.inspect_look).sees("Character 1 stands in no code")
        robot.back().tap(R.string.settings_erase).tap(R.string.erase_now).tap(R.string.erase_title).sees(R.string.welcome_title)
    }

    @Test
    fun `a camera that another app has is told, and codes can be typed`() {
        robot.app.camera.taken = true
        shadowOf(robot.app).grantPermissions(Manifest.permission.CAMERA)
        robot.open().tap(R.string.welcome_inspect).lookThrough()
        robot.sees(R.string.inspect_camera_failed).sees(R.string.inspect_typed)
        // Asked for far below, the number stands on top.
        robot.tap(R.string.inspect_challenge).sees(R.string.inspect_challenge_text)
        rule.onNodeWithTag("digits").assertIsDisplayed()
        robot.app.camera.taken = false
        robot.tap(R.string.retry).lookThrough()
        rule.waitUntil(WAIT_MS) { robot.app.camera.isOpen }
        // Nobody looks: it is let go, and taken again when somebody does.
        robot.scenario.moveToState(Lifecycle.State.CREATED)
        assertEquals(false, robot.app.camera.isOpen)
        robot.scenario.moveToState(Lifecycle.State.RESUMED)
        rule.waitUntil(WAIT_MS) { robot.app.camera.isOpen }
    }

    @Test
    fun `permissions that are refused take nothing else away, and the way to them stays`() {
        robot.open().tap(R.string.welcome_inspect).tap(R.string.inspect_camera)
        robot.answers(Manifest.permission.CAMERA, given = false)
        robot.sees(R.string.inspect_camera_why).sees(R.string.inspect_typed)
        opens(Settings.ACTION_APPLICATION_DETAILS_SETTINGS)
        shadowOf(robot.app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(false)
        robot.back().register()
        // Older systems have nothing to ask.
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            robot.tap(R.string.passes_reminders)
            robot.answers(Manifest.permission.POST_NOTIFICATIONS, given = false)
        }
        opens(Settings.ACTION_APP_NOTIFICATION_SETTINGS)
        robot.ask("Groceries")
        shadowOf(robot.app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(true)
        robot.back().scenario.moveToState(Lifecycle.State.STARTED).moveToState(Lifecycle.State.RESUMED)
        robot.sees(R.string.passes_title)
        rule.onNodeWithText(robot.say(R.string.passes_reminders)).assertDoesNotExist()
    }

    /** By another tap alone: who has just said no is not sent away. */
    private fun opens(settings: String) {
        robot.sees(R.string.open_settings)
        assertFalse(settings in robot.opened().map { it.action })
        robot.tap(R.string.open_settings)
        assertEquals(listOf(settings), robot.opened().map { it.action })
    }

    @Test
    fun `an app that was built without its authority says so`() {
        TestApp.isBare = true
        robot.open().sees("names no authority")
    }

    @Test
    fun `consent and camera are in no picture, and a pass may be`() {
        robot.open().tap(R.string.welcome_start).sees(R.string.consent_title)
        assertTrue(isSecret())
        robot.agree().sees(R.string.phone_send)
        assertTrue(isSecret())
        robot.back().back()
        assertEquals(false, isSecret())
        robot.register().ask("Groceries")
        assertEquals(false, isSecret())
        robot.back().tapIcon(R.string.settings_title).tap(R.string.settings_inspect).sees(R.string.inspect_title)
        assertTrue(isSecret())
    }

    private companion object {
        /** Longer than a frame, and than a try for one. */
        const val FRAMES_MS = 6_000L
        const val OFFLINE = "network"
    }

    private fun isSecret(): Boolean {
        var flags = 0
        rule.waitForIdle()
        robot.scenario.onActivity { flags = it.window.attributes.flags }
        return flags and WindowManager.LayoutParams.FLAG_SECURE != 0
    }
}
