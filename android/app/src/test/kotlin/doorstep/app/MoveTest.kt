package doorstep.app

import android.content.Intent
import android.provider.Settings
import android.view.WindowManager.LayoutParams
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onLast
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import doorstep.Step
import doorstep.testenv.Authority
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** An account that moves between the app and a phone at the terminal, before the real authority. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class MoveTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val move by lazy { Move(robot) }

    @After
    fun end() = move.close()

    @Test
    fun `the app gives its account away by two codes, six digits and its lock`() {
        robot.register()
        move.hasLock().offers()
        robot.sees("Scan this code with your new phone.")
        assertTrue("in no list of recent apps", isSecret())
        val answer = checkNotNull(move.other.takes(move.copies()).code)
        move.scans(answer)
        robot.sees("It shows six digits then")
        val digits = checkNotNull(move.other.takes(move.copies()).digits)
        val said = robot.read().map { it.filter(Char::isDigit) }
        assertFalse("who gives reads them on the other phone", digits in said)
        move.types(digits.chunked(3).joinToString(" ")).unlocks()
        robot.sees("Scan this last code")
        isGone(R.string.move_stop)
        assertEquals("moved", move.other.takes(move.copies()).state)
        move.syncs()
        robot.sees("The authority has confirmed").sees(R.string.move_erase)
        robot.tap(R.string.move_home).sees("You may erase this one.")
        assertEquals(Step.CLOSED, move.me.registration.step)
    }

    @Test
    fun `an account comes to the app, which says the digits one by one`() {
        move.other.register()
        robot.tap(R.string.move_take).sees(R.string.move_first_code)
        move.scans(checkNotNull(move.other.gives().code))
        robot.sees("Scan this code with your old phone.")
        assertTrue("in no list of recent apps", isSecret())
        val shown = move.other.gives(move.copies())
        move.pastes(checkNotNull(shown.code))
        val digits = checkNotNull(shown.digits)
        robot.sees("Type these six digits on your old phone.").sees(digits.chunked(3).joinToString(" "))
        rule.onNodeWithContentDescription(digits.toList().joinToString(" ")).assertExists()
        move.pastes(checkNotNull(move.other.gives("--equal", digits).code))
        robot.sees("Your account is on this phone now.")
        isGone(R.string.move_erase)
        robot.tap(R.string.move_home).sees(R.string.passes_none)
        assertEquals(Step.REGISTERED, move.me.registration.step)
        assertFalse("a pass may be photographed", isSecret())
        robot.ask("Groceries")
    }

    @Test
    fun `other digits, a lock that was refused, and a phone without one hand nothing over`() {
        robot.register()
        val digits = move.compares()
        val others = digits.map { if (it == '9') '0' else it + 1 }.joinToString("")
        move.types(others).unlocks()
        robot.sees("The six digits on the two phones are not the same.")
        move.types(digits).unlocks(given = false)
        robot.sees("The phone has not made sure that it is you.")
        isGone(R.string.move_lock_needed)
        move.hasLock(false)
        robot.scenario.recreate()
        robot.sees(R.string.move_lock_needed).tap(R.string.move_give_now).settle().sees("The phone has not made sure that it is you.")
        assertEquals(Step.REGISTERED, move.me.registration.step)
        robot.opened()
        robot.tap(R.string.open_settings)
        assertEquals(listOf(Settings.ACTION_SECURITY_SETTINGS), robot.opened().map(Intent::getAction))
        // Set meanwhile, it is asked for, and what was typed is still there.
        move.hasLock()
        robot.scenario.recreate()
        robot.tap(R.string.move_give_now)
        move.unlocks()
        robot.sees("Scan this last code")
    }

    @Test
    fun `what is no code, or another authority's, is told in words, and the next one is taken`() {
        move.other.register()
        robot.tap(R.string.move_take)
        move.scans("HTTPS://EXAMPLE.ORG")
        robot.sees("This is no code of a phone that gives or takes an account.").sees(R.string.move_first_code)
        assertFalse("nobody looks any more", robot.app.camera.isOpen)
        Authority().use { foreign ->
            TerminalPhone(foreign).use { move.pastes(checkNotNull(it.register().gives().code)) }
            robot.sees("The other phone is of another authority than this one.")
        }
        assertEquals(Step.NOT_REGISTERED, move.me.registration.step)
        robot.type(R.string.move_text, checkNotNull(move.other.gives().code)).tap(R.string.move_text_take)
        robot.sees("Scan this code with your old phone.")
    }

    @Test
    fun `a move that is stopped on the old phone is over, and another begins`() {
        robot.register()
        move.offers()
        val first = move.copies()
        robot.tap(R.string.move_stop).sees(R.string.move_stop_text).press(robot.say(R.string.move_keep))
        assertEquals(first, move.copies())
        stops()
        robot.sees(R.string.passes_none)
        move.offers()
        assertNotEquals(first, move.copies())
        move.pastes(checkNotNull(move.other.takes(first).code))
        robot.sees("This move is over, or the code is of another one.").tap(R.string.move_code).sees(R.string.move_try_again)
    }

    @Test
    fun `an offer that nobody took for long is made anew by a tap`() {
        robot.register()
        move.offers()
        val first = move.copies()
        robot.phone.clock.advance(ELEVEN_MINUTES_S)
        move.pastes(checkNotNull(move.other.takes(first).code))
        robot.sees("This move is over").tap(R.string.move_code).tap(R.string.move_try_again).settle()
        assertNotEquals(first, move.copies())
    }

    @Test
    fun `a move that is stopped on the new phone leaves nothing there`() {
        move.other.register()
        robot.tap(R.string.move_take)
        move.pastes(checkNotNull(move.other.gives().code))
        robot.sees("Scan this code with your old phone.")
        stops()
        robot.sees(R.string.welcome_start)
        assertEquals(Step.NOT_REGISTERED, move.me.registration.step)
        robot.tap(R.string.move_take).sees(R.string.move_first_code)
    }

    @Test
    fun `a new phone that was started anew goes on where it stopped, as its first screen`() {
        move.other.register()
        robot.tap(R.string.move_take)
        move.pastes(checkNotNull(move.other.gives().code))
        robot.sees("Scan this code with your old phone.")
        move.dies()
        robot.sees("Scan this code with your old phone.")
        assertEquals(Step.MOVING, move.me.registration.step)
        val shown = move.other.gives(move.copies())
        move.pastes(checkNotNull(shown.code)).dies()
        robot.sees("Type these six digits on your old phone.")
        move.pastes(checkNotNull(move.other.gives("--equal", checkNotNull(shown.digits)).code))
        robot.sees(R.string.passes_none)
        assertEquals(Step.REGISTERED, move.me.registration.step)
    }

    @Test
    fun `an old phone that was started anew shows its last code again, and what it has written down`() {
        val patient = Patient(robot.register()).begins("--checks", "0", "--surprises", "1")
        val digits = move.compares()
        move.types(digits).unlocks()
        val last = move.copies()
        move.dies()
        robot.sees("What this one has written down stays here").tap(R.string.quarantine_title).tap(R.string.journal_title)
        robot.sees(R.string.journal_title).back().back()
        robot.tap(R.string.move_take).sees("Scan this last code")
        assertEquals(last, move.copies())
        assertEquals("moved", move.other.takes(last).state)
        assertTrue(patient.me.quarantine != null)
    }

    @Test
    fun `without a network an account waits, and comes when there is one`() {
        move.other.register()
        val old = move.other
        robot.tap(R.string.move_take)
        move.pastes(checkNotNull(old.gives().code))
        val shown = old.gives(move.copies())
        move.pastes(checkNotNull(shown.code))
        val last = checkNotNull(old.gives("--equal", checkNotNull(shown.digits)).code)
        robot.phone.authority.stop()
        move.pastes(last)
        robot.sees("as soon as there is a network")
        isGone(R.string.move_stop)
        assertEquals(Step.MOVING, move.me.registration.step)
        robot.phone.authority.start()
        move.syncs()
        robot.sees("Your account is on this phone now.").tap(R.string.move_home).sees(R.string.passes_none)
    }

    private fun stops() {
        robot.tap(R.string.move_stop).sees(R.string.move_stop_text)
        rule.onAllNodesWithText(robot.say(R.string.move_stop)).onLast().performClick()
    }

    private fun isGone(word: Int) = rule.onNodeWithText(robot.say(word)).assertDoesNotExist()

    private fun isSecret(): Boolean {
        var flags = 0
        robot.scenario.onActivity { flags = it.window.attributes.flags }
        return flags and LayoutParams.FLAG_SECURE != 0
    }

    private companion object {
        const val ELEVEN_MINUTES_S = 660L
    }
}
