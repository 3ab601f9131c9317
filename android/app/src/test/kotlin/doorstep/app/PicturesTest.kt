package doorstep.app

import android.Manifest
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import kotlinx.coroutines.runBlocking
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.security.ProviderException

/** Every screen as it is drawn, on the way of somebody who registers, goes out and inspects. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class PicturesTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test fun light() = walk("light")

    @Test
    @Config(qualifiers = "+night")
    fun dark() = walk("dark")

    @Test
    fun big() {
        RuntimeEnvironment.setFontScale(2f)
        walk("big")
    }

    @Test fun rtl() = walk("rtl", "ar")

    @Test
    @Config(qualifiers = "w320dp-h533dp-hdpi")
    fun small() = walk("small", "ru")

    private fun walk(variant: String, language: String = "en") = Street(rule, language = language).use { street ->
        val pictures = Pictures(rule, variant)

        fun take(screen: String) = pictures.take(street, screen)
        street.rig.keys.before = { throw ProviderException("not now") }
        street.open().sees(R.string.retry)
        take("not-open")
        street.rig.keys.before = {}
        street.tap(R.string.retry).sees(R.string.welcome_start)
        take("welcome")
        street.tap(R.string.welcome_start)
        take("consent")
        street.tap(R.string.consent_agree)
        take("phone")
        street.back().back().askForCode()
        take("code")
        street.confirm()
        take("passes-none")
        street.tap(R.string.passes_ask)
        take("purposes")
        street.back().ask(street.label("groceries"))
        take("pass")
        street.tap(R.string.pass_paper).sees(R.string.paper_print)
        take("paper")
        street.back().type(R.string.pass_check_digits, "1234 5678").tap(R.string.pass_check_show)
        street.sees(R.string.pass_check_shown)
        take("pass-number")
        street.tap(R.string.pass_check_end).tap(R.string.pass_paper)
        street.back().back().sees(street.label("groceries"))
        take("passes")
        street.tap(R.string.passes_ask).tap(street.label("pharmacy"))
        take("ask")
        street.back().back().tap(R.string.emergency).sees(R.string.emergency_call)
        rule.waitUntil(WAIT_MS) { street.read().any { it.startsWith(street.say(R.string.pass_qr)) } }
        take("emergency")
        street.back().tapIcon(R.string.settings_title)
        take("settings")
        street.tap(R.string.sent_title)
        take("sent")
        street.back().tap(R.string.settings_erase)
        take("erase")
        inspect(street, ::take)
        refused(street, ::take)
        pictures.sheet()
    }

    private fun inspect(street: Street, take: (String) -> Unit) {
        val engine = street.app.engine
        val me = checkNotNull(engine.model.snapshot.value).people.single()
        val frame = runBlocking { engine.ask { it.present(me.person, me.passes.first().id, null) } }.text
        street.back().tap(R.string.settings_inspect).sees(R.string.inspect_camera_why)
        take("inspect-camera")
        shadowOf(street.app).grantPermissions(Manifest.permission.CAMERA)
        street.back().tap(R.string.settings_inspect).lookThrough()
        street.app.camera.hold(frame)
        street.sees("ИП4321")
        take("inspect-valid")
        street.app.camera.hold("HTTPS://EXAMPLE.ORG")
        rule.waitUntil(WAIT_MS) { street.read().none { it.contains("ИП4321") } }
        take("inspect-unreadable")
        street.tap(R.string.inspect_challenge).sees(R.string.inspect_challenge_text)
        take("inspect-number")
    }

    private fun refused(street: Street, take: (String) -> Unit) {
        street.back().back()
        repeat(2) {
            street.tap(R.string.passes_ask).tap(street.label("groceries")).tap(R.string.ask_send).settle()
            if (it == 0) street.back()
        }
        take("refused")
    }

    private companion object {
        const val WAIT_MS = 20_000L
    }
}
