package doorstep.app

import android.app.NotificationManager
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.lifecycle.Lifecycle
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

    @Test fun tatar() = walk("tatar", "tt")

    @Test
    @Config(qualifiers = "w320dp-h533dp-hdpi")
    fun small() = walk("small", "ru")

    private fun walk(variant: String, language: String = "en") = Street(rule, language = language).use { street ->
        val pictures = Pictures(rule, variant)
        registers(street) { pictures.take(street, "registering", it) }
        asks(street) { pictures.take(street, "passes", it) }
        chooses(street) { pictures.take(street, "settings", it) }
        States(street, rule).run({ pictures.take(street, "states", it) }, { pictures.take(street, "inspecting", it) })
        pictures.end()
    }

    private fun registers(street: Street, take: (String) -> Unit) {
        street.rig.keys.before = { throw ProviderException("not now") }
        street.open().sees(R.string.retry)
        take("not-open")
        street.rig.keys.before = {}
        street.tap(R.string.retry).sees(R.string.welcome_start)
        take("welcome")
        street.tap(R.string.welcome_start).sees(R.string.consent_who)
        take("consent")
        street.tap(R.string.consent_agree)
        take("phone")
        street.rig.authority.stop()
        street.back().back().send().sees(R.string.retry)
        take("code-waits")
        street.rig.authority.start()
        street.tap(R.string.retry).sees(R.string.code_code)
        take("code")
        street.confirm()
    }

    private fun asks(street: Street, take: (String) -> Unit) {
        notices(street, false)
        take("passes-reminders")
        notices(street, true)
        take("passes-none")
        street.tap(R.string.passes_ask)
        take("purposes")
        street.tap(street.label("pharmacy"))
        take("ask")
        street.back().back()
        repeat(2) { street.ask(street.label("groceries")).back() }
        street.tap(R.string.passes_ask).tap(street.label("groceries")).tap(R.string.ask_send).settle()
        take("refused")
        street.back().back()
        street.rig.authority.stop()
        street.tap(R.string.passes_ask).tap(street.label("pet")).tap(R.string.ask_send).settle().sees(R.string.passes_title)
        take("passes-waiting")
        street.rig.authority.start()
    }

    private fun chooses(street: Street, take: (String) -> Unit) {
        street.tapIcon(R.string.settings_title)
        take("settings")
        street.tap(R.string.settings_details)
        take("details")
        street.back().tap(R.string.sent_title)
        take("sent")
        street.back().tap(R.string.settings_help)
        take("help")
        street.back().tap(R.string.settings_about)
        take("about")
        street.back().tap(R.string.settings_erase)
        take("erase")
        street.tap(R.string.erase_now).sees(R.string.erase_ask)
        take("erase-asks")
        street.tap(R.string.erase_keep).back().back()
    }

    private fun notices(street: Street, shown: Boolean) {
        shadowOf(street.app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(shown)
        street.scenario.moveToState(Lifecycle.State.STARTED).moveToState(Lifecycle.State.RESUMED)
        street.sees(R.string.passes_none)
    }
}
