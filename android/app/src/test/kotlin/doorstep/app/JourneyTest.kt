package doorstep.app

import android.Manifest
import android.content.Context
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import doorstep.Verdict
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** By taps and words, with the real library, against the real authority over TLS. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
open class JourneyTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }

    @After
    fun end() = robot.close()

    @Test
    fun `a resident registers, goes out, and erases everything`() {
        robot.register().ask("Groceries")
        assertTrue(robot.read().any { it.startsWith("Code for the inspector. Groceries. Valid today until") })
        assertTrue(robot.read().any { it.matches(Regex("""Ends in 2:\d\d:\d\d""")) })
        // An inspector's number, and back.
        robot.type(R.string.pass_check_digits, "1234 5678").tap(R.string.pass_check_show)
        robot.sees(R.string.pass_check_shown).tap(R.string.pass_check_end).sees(R.string.pass_check_show)
        // A code that comes later moves what stands below it.
        robot.sees(R.string.pass_typed)
        robot.tap(R.string.pass_paper).sees(R.string.paper_print)
        robot.back().back().sees("Groceries")
        robot.tap(R.string.passes_ask).sees("1 of 2 used")
        robot.back().tap(R.string.emergency).sees(R.string.emergency_text)
        robot.back().tapIcon(R.string.settings_title)
        robot.tap(R.string.sent_title).sees("Tells what the pass is for: Groceries.")
        robot.tap("Asks for a pass.").sees(R.string.request_raw)
        assertTrue(robot.read().any { it.startsWith("POST /v1/passes HTTP/1.1") && "\"purpose\":" in it })
        robot.back().back().tap(R.string.settings_erase).tap(R.string.erase_now).tap(R.string.erase_title)
        robot.sees(R.string.welcome_title)
        val me = checkNotNull(robot.app.engine.model.snapshot.value).people.single()
        assertTrue(me.passes.isEmpty() && me.registration.phone == null)
    }

    @Test
    fun `who has typed a character wrong mends it, for the next pass`() {
        robot.register().tapIcon(R.string.settings_title).tap(R.string.settings_details)
        robot.type(R.string.phone_initials, "и п").type(R.string.phone_document, "8765").tap(R.string.details_save)
        robot.sees(R.string.settings_reminders).back().ask("Groceries").sees("8765")
    }

    @Test
    fun `another code comes after a minute, and nothing is typed again`() {
        robot.askForCode().tap(R.string.code_again).sees("It is too early")
        val first = robot.phone.authority.code()
        robot.phone.authority.advance(MINUTE_S)
        robot.phone.clock.advance(MINUTE_S)
        robot.tap(R.string.code_again).settle()
        rule.waitUntil(WAIT_MS) { robot.phone.authority.code() != first }
        robot.confirm().ask("Groceries").tap(R.string.pass_paper).sees(R.string.paper_print)
    }

    @Test
    fun `a refusal says why and what next, and a pass that waits says so`() {
        robot.register().ask("Groceries").back()
        robot.ask("Groceries").back()
        robot.tap(R.string.passes_ask).tap("Groceries").tap(R.string.ask_send)
        robot.sees("2 of 2")
        robot.back().back()
        robot.phone.authority.close()
        robot.tap(R.string.passes_ask).tap("Pharmacy").tap(R.string.ask_send)
        robot.sees("waits for a network")
    }

    @Test
    fun `a double tap is one pass`() {
        robot.register()
        robot.tap(R.string.passes_ask).tap("Pharmacy").sees(R.string.ask_send).settle()
        val send = rule.onNodeWithText(robot.say(R.string.ask_send)).fetchSemanticsNode().config[SemanticsActions.OnClick]
        // Both before the screen is drawn anew.
        rule.runOnUiThread { repeat(2) { send.action?.invoke() } }
        robot.sees(R.string.pass_typed)
        val passes = robot.app.engine.model.snapshot.value?.people?.single()?.passes
        assertEquals(1, passes?.size)
    }

    @Test
    fun `an inspector looks at one code after the other without a touch`() {
        robot.register().ask("Groceries")
        val engine = robot.app.engine
        val me = checkNotNull(engine.model.snapshot.value).people.single()
        val frame = { runBlocking { engine.ask { it.present(me.person, me.passes.first().id, null) } }.text }
        robot.back().tapIcon(R.string.settings_title).tap(R.string.settings_inspect)
        robot.sees(R.string.inspect_camera_why)
        assertFalse("the camera is asked for first", robot.app.camera.isOpen)
        shadowOf(robot.app).grantPermissions(Manifest.permission.CAMERA)
        robot.back().tap(R.string.settings_inspect).sees(R.string.inspect_point)
        robot.tap(R.string.inspect_refresh)
        robot.lookThrough()
        robot.look(frame())
        robot.sees("Valid").sees("Compare the letters and digits").sees("ИП4321")
        robot.tap(R.string.inspect_receipt).sees(R.string.inspect_receipt_why)
        robot.look("HTTPS://EXAMPLE.ORG")
        robot.sees("This is a link. It was not opened.")
        robot.sees("Valid: 1").sees("Unreadable: 1")
        rule.onNodeWithText(robot.say(R.string.inspect_receipt)).assertDoesNotExist()
        robot.tap(R.string.inspect_challenge).sees(R.string.inspect_challenge_text)
        rule.onNodeWithTag("digits").assertExists()
    }

    @Test
    fun `every screen outlives being made anew`() {
        robot.tap(R.string.welcome_start).anew(R.string.consent_title)
        robot.agree().type(R.string.phone_number, "8 916").anew(R.string.phone_title)
        robot.sees("8 916").back().back()
        robot.register().anew(R.string.passes_title)
        robot.tap(R.string.passes_ask).anew(R.string.purposes_title)
        robot.tap("Pharmacy").anew(R.string.ask_send)
        robot.tap(R.string.ask_send).sees(R.string.pass_typed).anew(R.string.pass_typed)
        robot.tap(R.string.pass_paper).anew(R.string.paper_print)
        robot.back().back().tap(R.string.emergency).anew(R.string.emergency_text)
        robot.back().tapIcon(R.string.settings_title).anew(R.string.settings_erase)
        robot.tap(R.string.sent_title).anew(R.string.consent_never)
        robot.back().tap(R.string.settings_erase).anew(R.string.erase_text)
        robot.back().tap(R.string.settings_inspect).anew(R.string.inspect_camera_why)
    }

    @Test
    fun `another language changes no byte of a pass`() {
        robot.register().ask("Pharmacy")
        val engine = robot.app.engine
        val me = checkNotNull(engine.model.snapshot.value).people.single().person
        val paper = { runBlocking { engine.ask { it.paper(me) } }.text }
        val frame = { runBlocking { engine.ask { it.present(me) } }.text }
        val answer = { runBlocking { frame().let { text -> engine.inspect { it.inspect(text) } } } }
        val before = paper() to answer()
        assertEquals(Verdict.VALID, before.second.verdict)
        robot.back().tapIcon(R.string.settings_title).tap("Русский")
        robot.sees("Настройки").back().sees("Пропуска")
        val after = paper() to answer()
        assertEquals(before.first, after.first)
        // What is signed anew now says the same, in other words.
        assertEquals(Verdict.VALID, after.second.verdict)
        assertEquals(before.second.mark, after.second.mark)
        assertEquals(before.second.purpose?.key, after.second.purpose?.key)
        assertNotEquals(before.second.text, after.second.text)
    }

    @Test
    fun `the phone's own language is spoken until another is chosen`() {
        robot.sees(R.string.welcome_start)
        robot.app.getSharedPreferences("language", Context.MODE_PRIVATE).edit().clear().commit()
        RuntimeEnvironment.setQualifiers("+ru")
        robot.scenario.recreate()
        robot.sees("Пропуска для выхода из дома")
        rule.waitUntil(WAIT_MS) { robot.app.engine.model.snapshot.value?.language == "ru" }
        // One that the app does not speak is answered in English, by the app and by the core.
        RuntimeEnvironment.setQualifiers("+de")
        robot.scenario.recreate()
        robot.sees("Passes for leaving home")
        rule.waitUntil(WAIT_MS) { robot.app.engine.model.snapshot.value?.language == "en" }
    }

    @Test
    fun `printing is the activity's own in every language`() {
        choose(robot.app, "ru")
        robot.scenario.recreate()
        robot.scenario.onActivity { activity ->
            assertEquals("ru", activity.resources.configuration.locales[0].language)
            // A context of the language below it would be no activity's, and printing takes no other.
            assertEquals("en", activity.baseContext.resources.configuration.locales[0].language)
        }
    }

    private companion object {
        const val MINUTE_S = 61L
    }

    private fun AppRobot.anew(word: Int): AppRobot = apply {
        sees(word)
        scenario.recreate()
        sees(word)
    }

    private fun AppRobot.look(text: String) {
        app.camera.hold(text)
        rule.waitForIdle()
    }
}
