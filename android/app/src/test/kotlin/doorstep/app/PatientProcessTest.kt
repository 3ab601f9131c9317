package doorstep.app

import android.Manifest
import android.os.Bundle
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import doorstep.app.Route.Screen
import doorstep.app.screens.quarantine.AGREED
import doorstep.app.screens.quarantine.FAULT
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** The system ends a patient's process whenever it likes; and what each of their screens takes of the core. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class PatientProcessTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test
    fun `each of a patient's screens comes back after the process has died, but for those that need a touch`() =
        AppRobot(rule).open().use { robot ->
            val patient = Patient(robot.register()).begins()
            val check = patient.livesUntilAsked().id
            robot.scenario.close()
            val screens = mapOf(
                Route(Screen.QUARANTINE) to R.string.quarantine_more,
                Route(Screen.PASSES) to R.string.passes_ask,
                Route(Screen.ORDER) to R.string.order_explained,
                Route(Screen.ORDER_CODE) to R.string.order_code,
                Route(Screen.PATIENT_CONSENT) to R.string.consent_agree,
                Route(Screen.PATIENT_CONSENT, AGREED) to R.string.quarantine_agreed,
                Route(Screen.ACCESS) to R.string.access_allow,
                Route(Screen.PHONE_MAKER) to R.string.maker_other,
                Route(Screen.CHECK, check) to R.string.check_cannot,
                Route(Screen.CANNOT, check) to R.string.cannot_ill,
                Route(Screen.JOURNAL) to R.string.journal_text,
                Route(Screen.NOTICES) to R.string.notices_none,
                Route(Screen.DISPUTE, "1") to R.string.dispute_words,
            )
            screens.forEach { (route, word) -> dies(robot, route, word, route) }
            val touched = mapOf(
                Route(Screen.PHOTO, check) to R.string.photo_camera_why,
                Route(Screen.DECLARE, FAULT) to R.string.declare_fault_words,
                Route(Screen.SAFETY) to R.string.safety_text,
                Route(Screen.EVIDENCE) to R.string.evidence_text,
            )
            touched.forEach { (route, word) -> dies(robot, route, word, null) }
            // Every screen there is has been somewhere: here, or among those of a resident.
            val patients = (screens.keys + touched.keys).map { it.screen }.toSet()
            assertEquals(16, patients.size)
        }

    private fun dies(robot: AppRobot, route: Route, word: Int, after: Route?) {
        val saved = Bundle()
        Robolectric.buildActivity(MainActivity::class.java).setup().apply {
            robot.sees(R.string.quarantine_more)
            get().runner.nav.go(route.screen, route.of)
            robot.sees(word)
            saveInstanceState(saved).pause().stop().destroy()
        }
        robot.app.die()
        Robolectric.buildActivity(MainActivity::class.java).setup(saved).apply {
            robot.sees(if (after == null) R.string.quarantine_more else word)
            assertEquals(after, get().runner.nav.here)
            pause().stop().destroy()
        }
    }

    @Test
    fun `a screen takes two calls across the boundary at most`() = AppRobot(rule).also { TestApp.counts = true }.open().use { robot ->
        val calls = robot.app.calls
        shadowOf(robot.app).grantPermissions(Manifest.permission.CAMERA)
        val patient = Patient(robot.register()).begins("--photo")
        val check = patient.livesUntilAsked().id

        fun drawn(screen: Screen, word: Int, of: String = "") {
            // What the screen before has asked for has come to its end.
            patient.settles()
            calls.clear()
            robot.go(screen, of)
            robot.sees(word)
            rule.waitForIdle()
            println("calls for $screen: ${calls.size} $calls")
            assertTrue("$screen: $calls", calls.size <= 2)
        }
        drawn(Screen.QUARANTINE, R.string.quarantine_more)
        drawn(Screen.ORDER, R.string.order_explained)
        drawn(Screen.PATIENT_CONSENT, R.string.consent_agree)
        drawn(Screen.ACCESS, R.string.access_allow)
        drawn(Screen.PHONE_MAKER, R.string.maker_other)
        drawn(Screen.CHECK, R.string.check_photo, check)
        drawn(Screen.CANNOT, R.string.cannot_ill, check)
        drawn(Screen.PHOTO, R.string.photo_take, check)
        drawn(Screen.DECLARE, R.string.declare_fault_words, FAULT)
        drawn(Screen.SAFETY, R.string.safety_text)
        drawn(Screen.JOURNAL, R.string.journal_text)
        drawn(Screen.NOTICES, R.string.notices_none)
        drawn(Screen.DISPUTE, R.string.dispute_words, "1")
        drawn(Screen.EVIDENCE, R.string.evidence_text)
        drawn(Screen.PASSES, R.string.passes_ask)
        // A frame is looked at once.
        robot.go(Screen.PHOTO, check).lookThrough()
        calls.clear()
        robot.app.faceCamera.hold(Patient.nobody(1))
        robot.sees("No face was found.")
        assertEquals(listOf("previewHints", "plan"), calls.toList())
    }
}
