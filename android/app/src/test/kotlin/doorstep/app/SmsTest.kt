package doorstep.app

import android.content.ClipboardManager
import android.content.Intent
import android.view.WindowManager
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performTextReplacement
import doorstep.app.Route.Screen
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** A pass by text message, from the form to what came back. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class SmsTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val sms by lazy { Sms(robot.register()) }

    @After
    fun end() = robot.close()

    private fun fills(field: String, text: String) = rule.onNode(hasSetTextAction() and hasText(field)).performTextReplacement(text)

    private fun looks() {
        sms.has()
        robot.tap(R.string.sms_title).sees("Text messages to 2590").tap("Register").sees("Passport series and number")
        fills("Passport series and number", "92 19 632506")
        robot.tap(R.string.sms_look).sees("Регистрация#9219632506")
    }

    @Test
    fun `a form is filled in, looked at, handed to the app for messages, and waits`() {
        looks()
        robot.scenario.onActivity { assertTrue(it.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0) }
        robot.sees("22 characters, 1 text message").sees(R.string.sms_not_sent)
        assertEquals("who looks has asked for nothing", 0, sms.requests().size)
        robot.tap(R.string.sms_open).sees(R.string.sms_written)
        val opened = robot.opened().single()
        assertEquals(Intent.ACTION_SENDTO to "smsto:2590", opened.action to opened.dataString)
        assertEquals("Регистрация#9219632506", opened.getStringExtra("sms_body"))
        robot.tap(R.string.sms_open_again)
        assertEquals(1, robot.opened().size)
        assertEquals("opening it again asks for nothing more", 1, sms.requests().size)
        // Back is where it waits, and not the form.
        robot.back().sees(R.string.sms_requests).sees("No reply yet.").tap(R.string.sms_have_reply)
        robot.type(R.string.sms_reply_words, "Что?").tap(R.string.sms_read).sees("It is kept as it came.")
        assertEquals("Что?", sms.requests().single().reply)
        robot.tap(R.string.sms_to_requests).sees("Что?").sees(R.string.sms_have_reply)
    }

    @Test
    fun `what is wrong stands at its field, is said aloud, and makes no message`() {
        sms.has()
        robot.tap(R.string.sms_title).tap("Register").sees(R.string.sms_look)
        fills("Passport series and number", "92196325")
        robot.tap(R.string.sms_look).sees("It has 8 characters, and such numbers have 10.")
        val wrong = "It has 8 characters, and such numbers have 10."
        rule.onNode(hasSetTextAction() and SemanticsMatcher.expectValue(SemanticsProperties.Error, wrong)).assertExists()
        val spoken = SemanticsMatcher.expectValue(SemanticsProperties.LiveRegion, LiveRegionMode.Polite)
        rule.onNode(hasText(wrong) and spoken, useUnmergedTree = true).assertExists()
        robot.sees("Correct it")
        assertEquals(0, sms.requests().size)
        fills("Passport series and number", "9219632506")
        robot.tap(R.string.sms_look).sees("Регистрация#9219632506")
        // Whoever goes back finds what was typed, without the complaint.
        robot.back().sees("9219632506")
        rule.onNodeWithText(wrong).assertDoesNotExist()
    }

    @Test
    fun `choices, dates and digits are typed as what they are`() {
        sms.has(Sms.MOSCOW_TABLE)
        robot.go(Screen.SMS_FORM, "${Sms.MOSCOW}/medical").sees(R.string.sms_date)
        val fields = sms.regions().single().forms.first { it.form == "medical" }.fields.associate { it.name to it.label }
        robot.tap(checkNotNull(fields["document"]).let { "1" })
        mapOf("series" to "4509", "number" to "123456", "born" to "31 12 1960", "clinic" to "Поликлиника 5").forEach { (name, text) ->
            fills(fields.getValue(name), text)
        }
        robot.sees("31.12.1960").tap(R.string.sms_look).sees("*4509*123456*31.12.1960*")
    }

    @Test
    fun `where no app takes the message, text and number stay to copy`() {
        looks()
        shadowOf(robot.app).checkActivities(true)
        robot.tap(R.string.sms_open).sees(R.string.sms_no_app).tap(R.string.sms_copy_text)
        assertEquals("Регистрация#9219632506", copied())
        robot.tap(R.string.sms_copy_number)
        assertEquals("2590", copied())
        shadowOf(robot.app).checkActivities(false)
        robot.tap(R.string.retry).sees(R.string.sms_written)
        assertEquals("smsto:2590", robot.opened().single().dataString)
        assertEquals(1, sms.requests().size)
    }

    private fun copied() =
        robot.app.getSystemService(ClipboardManager::class.java).primaryClip?.getItemAt(0)?.text.toString().also { rule.waitForIdle() }

    @Test
    fun `a SIM of another country is said before anything is typed`() {
        sms.has(Sms.GREECE_TABLE)
        sms.isOf("25001")
        robot.tap(R.string.sms_title).sees("cannot be reached with a SIM of another country")
        sms.isOf("20201")
        robot.back().tap(R.string.sms_title).sees(R.string.sms_forms)
        assertTrue(robot.read().none { "another country" in it })
    }

    @Test
    fun `without tables nothing leads there, and erasing takes what was typed`() {
        sms
        robot.sees(R.string.passes_ask)
        rule.onNodeWithText(robot.say(R.string.sms_title)).assertDoesNotExist()
        robot.go(Screen.SMS, "").sees(R.string.passes_ask).back()
        looks()
        robot.go(Screen.ERASE, "").tap(R.string.erase_now).sees(R.string.erase_ask).tap(R.string.erase_title)
        robot.sees(R.string.welcome_title)
        robot.scenario.onActivity { assertEquals("", it.runner.sms["passport"]) }
    }
}
