package doorstep.app

import android.Manifest.permission
import android.app.NotificationManager
import android.content.ComponentName
import android.content.Intent
import android.location.LocationManager
import android.os.Build
import android.os.PowerManager
import android.provider.Settings
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.lifecycle.Lifecycle
import doorstep.Access
import doorstep.app.screens.quarantine.PhoneMaker
import doorstep.app.screens.quarantine.accessRequest
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowBuild

/** What the phone's system is asked for of a patient, given and refused, one thing after the other. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class AccessTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val patient by lazy { Patient(robot.register()).begins() }
    private val app get() = robot.app
    private val wanted get() = patient.quarantine.accesses.map { it.access }

    @After
    fun end() = robot.close()

    private fun walks() {
        notices(false)
        patient
        comesBack()
        robot.tap(R.string.quarantine_access)
    }

    private fun notices(shown: Boolean) = shadowOf(app.getSystemService(NotificationManager::class.java)).setNotificationsEnabled(shown)

    private fun locates(on: Boolean) = shadowOf(app.getSystemService(LocationManager::class.java)).setLocationEnabled(on)

    /** From the phone's settings. */
    private fun comesBack() {
        robot.scenario.moveToState(Lifecycle.State.STARTED).moveToState(Lifecycle.State.RESUMED)
        robot.settle()
    }

    private fun sees(step: String) = robot.sees(step).also { assertEquals(1, robot.read().count { it == step }) }

    @Test
    fun `what is given is heard at once, and the next thing is asked for`() {
        walks()
        sees("Location").tap(R.string.access_allow)
        robot.answers(permission.ACCESS_FINE_LOCATION, permission.ACCESS_COARSE_LOCATION, given = true)
        sees("Location at all times").tap(R.string.access_allow)
        robot.answers(permission.ACCESS_BACKGROUND_LOCATION, given = true)
        sees("Notifications").tap(R.string.access_allow)
        notices(true)
        robot.answers(permission.POST_NOTIFICATIONS, given = true)
        sees("Steps").tap(R.string.access_allow)
        robot.answers(permission.ACTIVITY_RECOGNITION, given = true)
        sees("Battery").tap(R.string.access_allow)
        assertEquals(listOf(Settings.ACTION_REQUEST_IGNORE_BATTERY_OPTIMIZATIONS), robot.opened().map { it.action })
        shadowOf(app.getSystemService(PowerManager::class.java)).setIgnoringBatteryOptimizations(app.packageName, true)
        comesBack()
        robot.sees(R.string.access_done)
        assertEquals(emptyList<Access>(), wanted)
        robot.tap(R.string.quarantine_home).sees(R.string.quarantine_none)
    }

    @Test
    fun `each refusal leaves the others, and the way to the settings stays`() {
        walks()
        refuses("Location", permission.ACCESS_FINE_LOCATION, permission.ACCESS_COARSE_LOCATION)
        refuses("Notifications", permission.POST_NOTIFICATIONS)
        refuses("Steps", permission.ACTIVITY_RECOGNITION)
        sees("Battery").tap(R.string.access_later).sees(R.string.access_done)
        assertEquals(listOf(Access.LOCATION, Access.NOTICES, Access.MOTION, Access.POWER_SAVING), wanted)
        // Nothing is a wall: a patient without any of it says that they are here.
        robot.tap(R.string.quarantine_home).tap(R.string.quarantine_here).sees(R.string.quarantine_here_noted)
    }

    private fun refuses(step: String, vararg permissions: String) {
        sees(step).tap(R.string.access_allow)
        robot.answers(*permissions, given = false)
        robot.sees(R.string.open_settings)
        assertEquals("who has just said no is not sent away", 0, robot.opened().size)
        robot.tap(R.string.open_settings)
        assertEquals(1, robot.opened().size)
        robot.tap(R.string.access_later)
    }

    @Test
    fun `a place that is off or rough is asked for in its own words`() {
        patient.allows("ACCESS_COARSE_LOCATION", "ACCESS_BACKGROUND_LOCATION")
        locates(false)
        comesBack()
        robot.tap(R.string.quarantine_access)
        sees("Location is off").tap(R.string.access_allow)
        assertEquals(listOf(Settings.ACTION_LOCATION_SOURCE_SETTINGS), robot.opened().map { it.action })
        locates(true)
        comesBack()
        sees("Precise location").tap(R.string.access_allow)
        robot.answers(permission.ACCESS_FINE_LOCATION, permission.ACCESS_COARSE_LOCATION, given = true)
        sees("Steps")
    }

    @Test
    fun `each system is asked as it wants to be`() {
        fun asked(access: Access, level: Int) = accessRequest(access, level, app.packageName).permissions
        assertEquals(emptyList<String>(), asked(Access.LOCATION_ALWAYS, Build.VERSION_CODES.P))
        assertEquals(listOf(permission.ACCESS_BACKGROUND_LOCATION), asked(Access.LOCATION_ALWAYS, Build.VERSION_CODES.Q))
        assertEquals(emptyList<String>(), asked(Access.NOTICES, Build.VERSION_CODES.S))
        assertEquals(emptyList<String>(), asked(Access.MOTION, Build.VERSION_CODES.P))
        Access.entries.forEach { access ->
            assertEquals(access in asksNothing, asked(access, Build.VERSION_CODES.VANILLA_ICE_CREAM).isEmpty())
        }
    }

    private val asksNothing = listOf(Access.LOCATION_SERVICES, Access.POWER_SAVING)

    @Test
    fun `a maker's phone is told where it puts apps to sleep`() {
        ShadowBuild.setManufacturer("Xiaomi")
        patient
        repeat(2) { robot.tapFirst(R.string.quarantine_access, R.string.access_later) }
        robot.sees("Battery").tap(R.string.maker_title).sees("Autostart").tap(R.string.open_settings)
        assertEquals(ComponentName.unflattenFromString(PhoneMaker.XIAOMI.pages.single()), robot.opened().single().component)
        // A phone that hides even what an app may do opens nothing, and nothing ends.
        shadowOf(app).checkActivities(true)
        robot.tap(R.string.open_settings)
        assertEquals(emptyList<Intent>(), robot.opened())
        shadowOf(app).checkActivities(false)
        assertEquals(PhoneMaker.OTHER, PhoneMaker.of("Fairphone"))
        assertEquals(PhoneMaker.HUAWEI, PhoneMaker.of("HUAWEI"))
    }

    private fun AppRobot.tapFirst(here: Int, then: Int) {
        if (read().any { it == say(here) }) tap(here)
        tap(then)
    }
}
