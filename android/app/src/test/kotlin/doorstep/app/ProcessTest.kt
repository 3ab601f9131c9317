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
    fun `each screen comes back after the process has died`() = Street(rule).open().use { street ->
        street.register().ask("Pharmacy")
        val pass = checkNotNull(street.app.engine.model.snapshot.value).people.single().passes.single().id
        street.scenario.close()
        val screens = mapOf(
            Place(Place.Name.PASS, pass) to R.string.pass_typed,
            Place(Place.Name.PAPER, pass) to R.string.paper_print,
            Place(Place.Name.PURPOSES) to R.string.purposes_needed,
            Place(Place.Name.ASK, "pharmacy") to R.string.ask_send,
            Place(Place.Name.SENT) to R.string.consent_never,
            Place(Place.Name.SETTINGS) to R.string.settings_erase,
            Place(Place.Name.DETAILS) to R.string.details_save,
            Place(Place.Name.HELP) to R.string.help_network,
            Place(Place.Name.ABOUT) to R.string.about_text,
            Place(Place.Name.CONSENT) to R.string.consent_agree,
            Place(Place.Name.PHONE) to R.string.phone_send,
        )
        screens.forEach { (place, word) ->
            val saved = Bundle()
            Robolectric.buildActivity(MainActivity::class.java).setup().apply {
                street.sees(R.string.passes_title)
                get().desk.way.go(place.name, place.of)
                street.sees(word)
                saveInstanceState(saved).pause().stop().destroy()
            }
            street.app.die()
            Robolectric.buildActivity(MainActivity::class.java).setup(saved).apply {
                street.sees(word)
                pause().stop().destroy()
            }
        }
    }

    @Test
    fun `what needs a touch is not found open after the process has died`() = Street(rule).open().use { street ->
        street.register().scenario.close()
        listOf(Place.Name.EMERGENCY, Place.Name.INSPECT, Place.Name.ERASE).forEach { name ->
            val saved = Bundle()
            Robolectric.buildActivity(MainActivity::class.java).setup().apply {
                street.sees(R.string.passes_title)
                get().desk.way.go(Place.Name.SETTINGS)
                get().desk.way.go(name)
                saveInstanceState(saved).pause().stop().destroy()
            }
            street.app.die()
            Robolectric.buildActivity(MainActivity::class.java).setup(saved).apply {
                street.sees(R.string.settings_reminders)
                assertEquals(Place(Place.Name.SETTINGS), get().desk.way.here)
                pause().stop().destroy()
            }
        }
    }

    @Test
    fun `a screen takes two calls across the boundary at most`() = Street(rule).also { TestApp.counts = true }.open().use { street ->
        val calls = street.app.calls

        fun drawn(screen: String, go: () -> Unit) {
            rule.waitForIdle()
            calls.clear()
            go()
            rule.waitForIdle()
            println("calls for $screen: ${calls.size} $calls")
            assertTrue("$screen: $calls", calls.size <= 2)
        }
        drawn("welcome") { street.sees(R.string.welcome_start) }
        drawn("consent") { street.tap(R.string.welcome_start).sees(R.string.consent_agree) }
        drawn("phone") { street.tap(R.string.consent_agree).sees(R.string.phone_send) }
        street.back().back().askForCode()
        drawn("code") { street.sees(R.string.code_confirm) }
        street.confirm().ask("Pharmacy")
        val shown = runBlocking { street.app.engine.ask { it.present(it.snapshot().people.single().person) } }.text
        street.back()
        drawn("pass") { street.tap("Pharmacy").sees(R.string.pass_typed) }
        drawn("paper") { street.tap(R.string.pass_paper).sees(R.string.paper_print) }
        drawn("passes") { street.back().back() }
        drawn("purposes") { street.tap(R.string.passes_ask).sees(R.string.purposes_free) }
        drawn("ask") { street.tap("Groceries").sees(R.string.ask_send) }
        drawn("emergency") { street.back().back().tap(R.string.emergency).sees("another") }
        drawn("settings") { street.back().tapIcon(R.string.settings_title) }
        drawn("sent") { street.tap(R.string.sent_title) }
        shadowOf(street.app).grantPermissions(Manifest.permission.CAMERA)
        street.back()
        drawn("inspect") { street.tap(R.string.settings_inspect).lookThrough() }
        drawn("answer") {
            street.app.camera.hold(shown)
            street.sees("ИП4321")
        }
        street.back().tap(R.string.sent_title)
        drawn("erase") { street.back().tap(R.string.settings_erase).sees(R.string.erase_now) }
    }
}
