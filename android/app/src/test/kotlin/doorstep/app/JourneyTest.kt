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
    private val street by lazy { Street(rule).open() }

    @After
    fun end() = street.close()

    @Test
    fun `a resident registers, goes out, and erases everything`() {
        street.register().ask("Groceries")
        assertTrue(street.read().any { it.startsWith("Code for the inspector. Groceries. Valid today until") })
        assertTrue(street.read().any { it.matches(Regex("""Ends in 2:\d\d:\d\d""")) })
        // An inspector's number, and back.
        street.type(R.string.pass_check_digits, "1234 5678").tap(R.string.pass_check_show)
        street.sees(R.string.pass_check_shown).tap(R.string.pass_check_end)
        street.tap(R.string.pass_paper).sees(R.string.paper_print)
        street.back().back().sees("Groceries")
        street.tap(R.string.passes_ask).sees("1 of 2 used")
        street.back().tap(R.string.emergency).sees(R.string.emergency_text)
        street.back().tapIcon(R.string.settings_title)
        street.tap(R.string.sent_title).sees("Request for a pass: Groceries")
        street.back().tap(R.string.settings_erase).tap(R.string.erase_now).tap(R.string.erase_title)
        street.sees(R.string.welcome_title)
        val me = checkNotNull(street.app.engine.model.snapshot.value).people.single()
        assertTrue(me.passes.isEmpty() && me.registration.phone == null)
    }

    @Test
    fun `who has typed a character wrong mends it, for the next pass`() {
        street.register().tapIcon(R.string.settings_title).tap(R.string.settings_details)
        street.type(R.string.phone_initials, "и п").type(R.string.phone_document, "8765").tap(R.string.details_save)
        street.sees(R.string.settings_reminders).back().ask("Groceries").sees("8765")
    }

    @Test
    fun `another code comes after a minute, and nothing is typed again`() {
        street.askForCode().tap(R.string.code_again).sees("It is too early")
        val first = street.rig.authority.code()
        street.rig.authority.advance(MINUTE_S)
        street.rig.clock.advance(MINUTE_S)
        street.tap(R.string.code_again).settle()
        rule.waitUntil { street.rig.authority.code() != first }
        street.confirm().ask("Groceries").tap(R.string.pass_paper).sees(R.string.paper_print)
    }

    @Test
    fun `a refusal says why and what next, and a pass that waits says so`() {
        street.register().ask("Groceries").back()
        street.ask("Groceries").back()
        street.tap(R.string.passes_ask).tap("Groceries").tap(R.string.ask_send)
        street.sees("2 of 2")
        street.back().back()
        street.rig.authority.close()
        street.tap(R.string.passes_ask).tap("Pharmacy").tap(R.string.ask_send)
        street.sees("waits for a network")
    }

    @Test
    fun `a double tap is one pass`() {
        street.register()
        street.tap(R.string.passes_ask).tap("Pharmacy").sees(R.string.ask_send).settle()
        val send = rule.onNodeWithText(street.say(R.string.ask_send)).fetchSemanticsNode().config[SemanticsActions.OnClick]
        // Both before the screen is drawn anew.
        rule.runOnUiThread { repeat(2) { send.action?.invoke() } }
        street.sees(R.string.pass_typed)
        val passes = street.app.engine.model.snapshot.value?.people?.single()?.passes
        assertEquals(1, passes?.size)
    }

    @Test
    fun `an inspector looks at one code after the other without a touch`() {
        street.register().ask("Groceries")
        val engine = street.app.engine
        val me = checkNotNull(engine.model.snapshot.value).people.single()
        val frame = { runBlocking { engine.ask { it.present(me.person, me.passes.first().id, null) } }.text }
        street.back().tapIcon(R.string.settings_title).tap(R.string.settings_inspect)
        street.sees(R.string.inspect_camera_why)
        assertFalse("the camera is asked for first", street.app.camera.isOpen)
        shadowOf(street.app).grantPermissions(Manifest.permission.CAMERA)
        street.back().tap(R.string.settings_inspect).sees(R.string.inspect_point)
        street.tap(R.string.inspect_refresh)
        street.lookThrough()
        street.look(frame())
        street.sees("Valid").sees("Compare the letters and digits").sees("ИП4321")
        street.tap(R.string.inspect_receipt).sees(R.string.inspect_receipt_why)
        street.look("HTTPS://EXAMPLE.ORG")
        street.sees("This is a link. It was not opened.")
        street.sees("Valid: 1").sees("Unreadable: 1")
        rule.onNodeWithText(street.say(R.string.inspect_receipt)).assertDoesNotExist()
        street.tap(R.string.inspect_challenge).sees(R.string.inspect_challenge_text)
        rule.onNodeWithTag("digits").assertExists()
    }

    @Test
    fun `every screen outlives being made anew`() {
        street.tap(R.string.welcome_start).anew(R.string.consent_title)
        street.tap(R.string.consent_agree).type(R.string.phone_number, "8 916").anew(R.string.phone_title)
        street.sees("8 916").back().back()
        street.register().anew(R.string.passes_title)
        street.tap(R.string.passes_ask).anew(R.string.purposes_title)
        street.tap("Pharmacy").anew(R.string.ask_send)
        street.tap(R.string.ask_send).sees(R.string.pass_typed).anew(R.string.pass_typed)
        street.tap(R.string.pass_paper).anew(R.string.paper_print)
        street.back().back().tap(R.string.emergency).anew(R.string.emergency_text)
        street.back().tapIcon(R.string.settings_title).anew(R.string.settings_erase)
        street.tap(R.string.sent_title).anew(R.string.consent_never)
        street.back().tap(R.string.settings_erase).anew(R.string.erase_text)
        street.back().tap(R.string.settings_inspect).anew(R.string.inspect_camera_why)
    }

    @Test
    fun `another language changes no byte of a pass`() {
        street.register().ask("Pharmacy")
        val engine = street.app.engine
        val me = checkNotNull(engine.model.snapshot.value).people.single().person
        val paper = { runBlocking { engine.ask { it.paper(me) } }.text }
        val frame = { runBlocking { engine.ask { it.present(me) } }.text }
        val answer = { runBlocking { frame().let { text -> engine.inspect { it.inspect(text) } } } }
        val before = paper() to answer()
        assertEquals(Verdict.VALID, before.second.verdict)
        street.back().tapIcon(R.string.settings_title).tap("Русский")
        street.sees("Настройки").back().sees("Пропуска")
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
        street.sees(R.string.welcome_start)
        street.app.getSharedPreferences("language", Context.MODE_PRIVATE).edit().clear().commit()
        RuntimeEnvironment.setQualifiers("+ru")
        street.scenario.recreate()
        street.sees("Пропуска для выхода из дома")
        rule.waitUntil(10_000) { street.app.engine.model.snapshot.value?.language == "ru" }
        // One that the app does not speak is answered in English, by the app and by the core.
        RuntimeEnvironment.setQualifiers("+de")
        street.scenario.recreate()
        street.sees("Passes for leaving home")
        rule.waitUntil(10_000) { street.app.engine.model.snapshot.value?.language == "en" }
    }

    @Test
    fun `printing is the activity's own in every language`() {
        choose(street.app, "ru")
        street.scenario.recreate()
        street.scenario.onActivity { activity ->
            assertEquals("ru", activity.resources.configuration.locales[0].language)
            // A context of the language below it would be no activity's, and printing takes no other.
            assertEquals("en", activity.baseContext.resources.configuration.locales[0].language)
        }
    }

    private companion object {
        const val MINUTE_S = 61L
    }

    private fun Street.anew(word: Int): Street = apply {
        sees(word)
        scenario.recreate()
        sees(word)
    }

    private fun Street.look(text: String) {
        app.camera.hold(text)
        rule.waitForIdle()
    }
}
