package doorstep.app

import android.app.NotificationManager
import androidx.lifecycle.Lifecycle
import kotlinx.coroutines.runBlocking
import org.robolectric.Shadows.shadowOf
import java.security.ProviderException

/** Every screen as it is drawn, on the way of somebody who registers, goes out and inspects. */
class PicturesTest : EveryVariant() {
    override fun walk(robot: AppRobot, pictures: Pictures) {
        registers(robot) { pictures.take(robot, "registering", it) }
        asks(robot) { pictures.take(robot, "passes", it) }
        chooses(robot) { pictures.take(robot, "settings", it) }
        ScreenStates(robot, rule).run({ pictures.take(robot, "states", it) }, { pictures.take(robot, "inspecting", it) })
    }

    private fun registers(robot: AppRobot, take: (String) -> Unit) {
        robot.phone.keys.before = { throw ProviderException("not now") }
        robot.open().sees(R.string.retry)
        take("not-open")
        robot.phone.keys.before = {}
        robot.tap(R.string.retry).sees(R.string.welcome_start)
        take("welcome")
        robot.tap(R.string.welcome_start).sees(R.string.consent_who)
        take("consent")
        robot.agree()
        take("phone")
        robot.phone.authority.stop()
        robot.back().back().send().sees(R.string.retry)
        take("code-waits")
        robot.phone.authority.start()
        robot.tap(R.string.retry).sees(R.string.code_code)
        take("code")
        robot.confirm()
    }

    private fun asks(robot: AppRobot, take: (String) -> Unit) {
        notices(robot, false)
        take("passes-reminders")
        notices(robot, true)
        take("passes-none")
        robot.tap(R.string.passes_ask)
        take("purposes")
        robot.tap(robot.label("pharmacy"))
        take("ask")
        robot.back().back()
        repeat(2) { robot.ask(robot.label("groceries")).back() }
        robot.tap(R.string.passes_ask).tap(robot.label("groceries")).tap(R.string.ask_send).settle()
        take("refused")
        robot.back().back()
        robot.phone.authority.stop()
        robot.tap(R.string.passes_ask).tap(robot.label("pet")).tap(R.string.ask_send).settle().sees(R.string.passes_title)
        take("passes-waiting")
        robot.phone.authority.start()
    }

    private fun chooses(robot: AppRobot, take: (String) -> Unit) {
        robot.tapIcon(R.string.settings_title)
        take("settings")
        robot.tap(R.string.settings_details)
        take("details")
        val newest = runBlocking { robot.app.engine.ask { it.sent(null, 1u) } }.single()
        robot.back().tap(R.string.sent_title).sees(newest.words.first().text)
        take("sent")
        robot.back().tap(R.string.settings_help)
        take("help")
        robot.back().tap(R.string.settings_about)
        take("about")
        robot.back().tap(R.string.settings_erase)
        take("erase")
        robot.tap(R.string.erase_now).sees(R.string.erase_ask)
        take("erase-asks")
        robot.tap(R.string.erase_keep).back().back()
    }

    private fun notices(robot: AppRobot, shown: Boolean) {
        shadowOf(robot.app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(shown)
        robot.scenario.moveToState(Lifecycle.State.STARTED).moveToState(Lifecycle.State.RESUMED)
        robot.sees(R.string.passes_none)
    }
}
