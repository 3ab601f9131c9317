package doorstep.app

import android.Manifest.permission
import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.view.WindowManager
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.lifecycle.Lifecycle
import doorstep.AnswerMode
import doorstep.CannotReason
import doorstep.CheckOutcome
import doorstep.Declared
import doorstep.DutyState
import doorstep.LocationFix
import doorstep.NoticeKind
import doorstep.PinState
import doorstep.Source
import doorstep.sdk.NoticeTap
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.io.ByteArrayOutputStream
import java.util.concurrent.atomic.AtomicBoolean

/** Two on one phone who do not trust each other, with the real library, before the real authority. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class PinTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val hidden by lazy { Hidden(robot) }
    private val camera get() = robot.app.faceCamera

    @After
    fun end() = robot.close()

    @Test
    fun `a PIN is set, hides everything once the app has left the screen, opens it, and is removed`() {
        hidden.person
        robot.tapIcon(R.string.settings_title).tap(R.string.pin_set).sees("A PIN of your own hides it.")
        hidden.isCovered()
        robot.type(R.string.pin_new, "2580").type(R.string.pin_again, "2581").tap(R.string.pin_keep).sees(R.string.pin_differ)
        robot.type(R.string.pin_new, "25").type(R.string.pin_again, "25").tap(R.string.pin_keep)
        robot.sees("A PIN has 4 to 8 digits, and nothing else.")
        robot.type(R.string.pin_new, Hidden.PIN).type(R.string.pin_again, Hidden.PIN).tap(R.string.pin_keep).sees(R.string.pin_change)
        robot.tap(R.string.settings_details).type(R.string.phone_initials, "ЖЖ")
        // It is turned, and stays open.
        robot.scenario.recreate()
        robot.sees(R.string.phone_initials)
        assertEquals(PinState.OPEN, hidden.state)

        hidden.leaves().sees("This part is hidden by a PIN.")
        hidden.isCovered()
        hidden.isUnseen()
        robot.type(R.string.pin_field, "1111").tap(R.string.pin_open).sees("This is not the PIN. 4 tries are left.")
        hidden.isUnseen()
        robot.type(R.string.pin_field, "12-x").tap(R.string.pin_open).sees("A PIN has 4 to 8 digits, and nothing else.")
        robot.type(R.string.pin_field, "٢٥٨٠").tap(R.string.pin_open).sees(Household.CHILDS_MARK).sees(R.string.passes_none)
        // Neither where somebody was nor what they typed is there any more.
        robot.tapIcon(R.string.settings_title).tap(R.string.settings_details).sees(R.string.phone_initials)
        assertTrue("ЖЖ" !in robot.read())

        robot.back().tap(R.string.pin_change).sees("Your part is hidden by your PIN").tap(R.string.pin_remove).sees(R.string.pin_set)
        hidden.leaves().sees(R.string.settings_title)
        assertEquals(PinState.UNSET, hidden.state)
    }

    @Test
    fun `whoever else uses the phone goes on, and sees nothing of who is hidden`() {
        hidden.sets().leaves().tap(R.string.people_others).sees(Household.PARENTS_MARK)
        hidden.isUnseen()
        robot.tap(Household.PARENTS_MARK).sees(R.string.passes_none)
        robot.tapIcon(R.string.settings_title).tap(R.string.sent_title).sees(R.string.sent_title)
        hidden.isUnseen()
        // Whatever leads to their pages leads to the PIN.
        listOf(Route.Screen.SETTINGS, Route.Screen.DETAILS, Route.Screen.PIN, Route.Screen.MOVE, Route.Screen.ERASE).forEach { way ->
            robot.scenario.onActivity { it.runner.choose(hidden.person.me.person) }
            robot.go(way, "").sees(R.string.pin_without)
            hidden.isUnseen()
        }
        robot.tap(R.string.emergency).sees(R.string.emergency_text)
        // It says to whoever is shown it whom it is for, as it must.
        rule.waitUntil(WAIT_MS) { robot.read().any { it.startsWith(robot.say(R.string.pass_qr)) } }
    }

    @Test
    fun `too many wrong ones wait, and one that is forgotten goes a day later, in sight of all`() {
        hidden.sets().leaves()
        repeat(5) { n -> robot.type(R.string.pin_field, "111$n").tap(R.string.pin_open).settle() }
        robot.sees("Too many wrong PINs.").sees("it can be typed again")
        robot.tap(R.string.pin_forgot).sees(R.string.pin_forgot_text).press(robot.say(R.string.pin_forgot_keep))
        rule.waitForIdle()
        robot.tap(R.string.pin_forgot).press(robot.say(R.string.pin_forgot_confirm)).sees("Somebody has asked to remove the PIN.")
        rule.onNodeWithText(robot.say(R.string.pin_forgot)).assertDoesNotExist()
        hidden.person.passes(DAY_S - HOUR_S)
        robot.sees(R.string.pin_field)
        hidden.isUnseen()
        hidden.person.passes(HOUR_S)
        robot.sees(Household.CHILDS_MARK).sees(R.string.passes_none)
    }

    @Test
    fun `what is asked is answered without the PIN, and from a notice`() {
        hidden.begins("--kind", "place")
        val asked = hidden.person.livesUntilAsked()
        hidden.leaves().sees(R.string.quarantine_asked).tap(R.string.quarantine_answer).sees("Say that you are at home.")
        hidden.isUnseen()
        robot.back().sees(R.string.pin_field)
        robot.scenario.onActivity { it.runner.open(NoticeTap("check-${asked.id}-1", NoticeKind.CHECK, hidden.person.me.person)) }
        robot.tap(R.string.quarantine_here).sees("You answered.").tap(R.string.quarantine_home).sees(R.string.pin_field)
        rule.onNodeWithText(robot.say(R.string.quarantine_answer)).assertDoesNotExist()
        hidden.isUnseen()
        assertEquals(AnswerMode.PARENT, hidden.opens().check(asked.id).answer?.how)
    }

    @Test
    fun `whoever cannot answer says why without the PIN`() {
        hidden.begins("--kind", "place")
        val asked = hidden.person.livesUntilAsked()
        hidden.leaves().tap(R.string.quarantine_answer).tap(R.string.check_cannot).tap(R.string.cannot_ill)
        robot.sees("You said that you could not")
        robot.tap(R.string.quarantine_home).sees(R.string.pin_field)
        val check = hidden.opens().check(asked.id)
        assertEquals(CheckOutcome.CANNOT to CannotReason.ILL, check.outcome to check.answer?.reason)
    }

    @Test
    fun `a photo goes without the PIN`() {
        shadowOf(robot.app).grantPermissions(permission.CAMERA)
        hidden.begins("--kind", "photo", asking = "--photo")
        val asked = hidden.person.livesUntilAsked()
        hidden.leaves().tap(R.string.quarantine_answer).tap(R.string.check_photo)
        (1..3).forEach { n ->
            robot.lookThrough().sees(R.string.photo_look)
            camera.photo = Patient.nobody(n)
            robot.tap(R.string.photo_take).sees("No face was found.")
            if (n < 3) robot.tap(R.string.photo_again)
        }
        robot.tap(R.string.photo_anyway).sees(R.string.photo_reference)
        hidden.isUnseen()
        robot.tap(R.string.quarantine_home).sees(R.string.pin_field)
        assertEquals(AnswerMode.PHOTO, hidden.opens().check(asked.id).answer?.how)
    }

    @Test
    fun `hospital and safety are declared without the PIN`() {
        hidden.begins("--kind", "place")
        hidden.leaves().sees(R.string.quarantine_help).tap(R.string.quarantine_hospital).settle()
        rule.waitUntil(WAIT_MS) { noted() != null }
        assertEquals(Declared.HOSPITAL, hidden.opens().quarantine.declared?.what)
        robot.tap(R.string.quarantine_back).sees(R.string.quarantine_hospital).settle()
        hidden.leaves().tap(R.string.quarantine_leave).tap(R.string.declare_send).sees(R.string.pin_field)
        rule.waitUntil(WAIT_MS) { noted() != null }
        assertEquals(Declared.PERSONAL, hidden.opens().quarantine.declared?.what)
    }

    @Test
    fun `places of who is hidden count all the same`() {
        hidden.begins("--kind", "place")
        hidden.leaves().sees(R.string.pin_field)
        val fix = LocationFix(
            55.7558123, 37.6173, 20.0, false, Source.WIFI, 0, robot.phone.clock.read().wallMs, false, false, false, null, null,
        )
        val isDone = AtomicBoolean()
        robot.app.engine.fixesArrived(listOf(fix)) { isDone.set(true) }
        rule.waitUntil(WAIT_MS) { isDone.get() }
        hidden.isUnseen()
        assertEquals(DutyState.HOME, hidden.opens().quarantine.state)
    }

    @Test
    fun `who is asked by the phone for a place for the proof has not left`() {
        hidden.begins("--kind", "place")
        robot.tap(R.string.evidence_title).tap(R.string.evidence_save).settle()
        hidden.leaves().sees(R.string.evidence_text)
        val place = Uri.parse("content://somewhere/quarantine.html")
        shadowOf(robot.app.contentResolver).registerOutputStream(place, ByteArrayOutputStream())
        robot.scenario.onActivity { it.chooses(place) }
        robot.sees(R.string.evidence_saved)
        // Whoever chooses none may be somebody else.
        robot.tap(R.string.evidence_save).settle()
        robot.scenario.onActivity { it.chooses(null) }
        robot.sees(R.string.pin_field)
        hidden.isUnseen()
    }

    private fun Activity.chooses(place: Uri?) = shadowOf(this).run {
        val result = if (place == null) Activity.RESULT_CANCELED else Activity.RESULT_OK
        receiveResult(nextStartedActivityForResult.intent, result, Intent().setData(place))
    }

    private fun noted(): String? {
        var noted: String? = null
        robot.scenario.onActivity { noted = it.runner.noted }
        return noted
    }

    private companion object {
        const val HOUR_S = 3_600L
        const val DAY_S = 24 * HOUR_S
    }
}

/** The second of two people on the phone that the robot has, with a PIN of their own. */
class Hidden(private val robot: AppRobot) {
    val person by lazy { Household(robot).child() }
    val state get() = person.me.pin?.state

    /** With a PIN, at the first screen. */
    fun sets(): Hidden = apply { person.ask { it.setPin(person.me.person, PIN) } }

    /** The same under an order, with one question of this kind still to come. */
    fun begins(vararg question: String, asking: String = "--child"): Hidden = apply {
        person.begins(asking, "--checks", "0", "--surprises", "1")
        robot.phone.authority.askOnceMore(person.order, *question)
        person.syncs()
        sets()
    }

    /** The app leaves the screen and comes back. */
    fun leaves(): AppRobot = robot.apply {
        rule.waitForIdle()
        scenario.moveToState(Lifecycle.State.CREATED)
        // What was begun by then is done by then.
        runBlocking { app.engine.look() }
        scenario.moveToState(Lifecycle.State.RESUMED)
    }

    fun opens(): Patient = person.also {
        robot.type(R.string.pin_field, PIN).tap(R.string.pin_open).sees(Household.CHILDS_MARK).settle()
        assertEquals(PinState.OPEN, state)
    }

    fun isUnseen() {
        robot.rule.waitForIdle()
        val said = robot.read().filter { text -> MARKS.any { it in text } }
        assertEquals(emptyList<String>(), said)
    }

    /** In no screenshot. */
    fun isCovered() = robot.scenario.onActivity {
        assertTrue(it.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0)
    }

    companion object {
        const val PIN = "2580"
        private val MARKS = listOf(Household.CHILDS_MARK, "ДП", "ЖЖ", Household.CHILDS_NUMBER, Household.CHILDS_NUMBER.takeLast(4))
    }
}
