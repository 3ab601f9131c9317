package doorstep.app

import android.Manifest
import android.view.WindowManager
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import org.junit.After
import org.junit.Assert.assertEquals
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
    private val street by lazy { Street(rule) }

    @After
    fun end() = street.close()

    @Test
    fun `an authority that is not there is told at each step, and nothing is lost`() {
        street.rig.authority.close()
        street.open().tap(R.string.welcome_start).tap(R.string.consent_agree)
        street.type(R.string.phone_number, "8 (916) 123-45-67").tap(R.string.phone_send)
        street.sees("waits for a network")
        street.tap(R.string.retry).sees("waits for a network")
        street.tap(R.string.emergency).sees(R.string.emergency_none)
    }

    @Test
    fun `a key store that does not answer is told, and heals`() {
        street.rig.keys.before = { throw ProviderException("not now") }
        street.open().sees(R.string.retry)
        street.rig.keys.before = {}
        street.tap(R.string.retry).sees(R.string.welcome_title)
    }

    @Test
    fun `ten thousand characters in every field are refused in words`() {
        val long = "ы".repeat(10_000)
        street.open().tap(R.string.welcome_start).tap(R.string.consent_agree)
        street.type(R.string.phone_number, long).type(R.string.phone_initials, long).type(R.string.phone_document, long)
        street.tap(R.string.phone_send).sees("number")
        street.back().back().tap(R.string.welcome_inspect)
        street.type(R.string.inspect_typed, long).tap(R.string.inspect_look).sees("Unreadable")
    }

    @Test
    fun `a camera that another app has is told, and codes can be typed`() {
        street.app.camera.taken = true
        shadowOf(street.app).grantPermissions(Manifest.permission.CAMERA)
        street.open().tap(R.string.welcome_inspect).lookThrough()
        street.sees(R.string.inspect_camera_failed).sees(R.string.inspect_typed)
    }

    @Test
    fun `consent and camera are in no picture, and a pass may be`() {
        street.open().tap(R.string.welcome_start).sees(R.string.consent_title)
        assertTrue(isSecret())
        street.back()
        assertEquals(false, isSecret())
        street.register().ask("Groceries")
        assertEquals(false, isSecret())
        street.back().tapIcon(R.string.settings_title).tap(R.string.settings_inspect).sees(R.string.inspect_title)
        assertTrue(isSecret())
    }

    private fun isSecret(): Boolean {
        var flags = 0
        rule.waitForIdle()
        street.scenario.onActivity { flags = it.window.attributes.flags }
        return flags and WindowManager.LayoutParams.FLAG_SECURE != 0
    }
}
