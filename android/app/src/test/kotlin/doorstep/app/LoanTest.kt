package doorstep.app

import android.Manifest
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onLast
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import doorstep.LoanState
import doorstep.OrderState
import doorstep.QrMatrix
import doorstep.app.Lent.Companion.pastes
import doorstep.app.Route.Screen
import doorstep.qrCode
import doorstep.testenv.Authority
import doorstep.testenv.Phone
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.security.ProviderException

/** A lent phone by taps, from its form to the code that proves that it is empty, before the real authority. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
class LoanTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val lent by lazy { Lent(robot) }

    @After
    fun end() {
        robot.app.owned = null
        robot.close()
    }

    @Test
    fun `a phone is taken by its form, handed over, lived with, and goes back empty`() {
        val form = lent.authority.lend(Lent.NUMBER)
        val order = lent.authority.giveOrderToLoan(Lent.NUMBER, "--checks", "0", "--surprises", "1")
        shadowOf(robot.app).grantPermissions(Manifest.permission.CAMERA)
        robot.tap(R.string.loan_mine).tap(R.string.loan_scan).lookThrough()
        robot.app.camera.hold(form)
        robot.sees(R.string.loan_handover_title).sees("Lent phone L-0042").sees("This phone was not handed over yet.")
        robot.sees(R.string.emergency)
        assertEquals(LoanState.TAKEN, lent.loan?.state)
        lent.patient.syncs()
        assertEquals(OrderState.ANNOUNCED, lent.patient.quarantine.order.state)

        lent.handOver()
        assertEquals(LoanState.RUNNING, lent.loan?.state)
        assertEquals(listOf("running"), lent.authority.loans())
        lent.begins()
        robot.sees("Stay at home until").sees(R.string.emergency).tap(R.string.loan_title)
        robot.sees("Lent phone L-0042").sees("to bring the phone back.").sees("Bring what came with it, too: charger.").sees("Call 112")

        lent.authority.release(order)
        lent.patient.syncs()
        robot.back().sees(R.string.loan_title).sees("You are free since").tap(R.string.loan_return)
        robot.sees(R.string.loan_return_gone).sees(R.string.evidence_title).sees(R.string.emergency)
        robot.tap(R.string.loan_return_now).tap(R.string.loan_return).sees(R.string.loan_wiped_title).sees(R.string.emergency)
        rule.onNodeWithTag("code").assertExists()
        assertEquals(listOf("returned"), lent.authority.loans())
        assertEquals(null, lent.patient.me.quarantine)
        robot.tap(R.string.emergency).sees(R.string.emergency_none)
    }

    @Test
    fun `a code that is none, another authority's, or over is told in words, and the next one is taken`() {
        shadowOf(robot.app).grantPermissions(Manifest.permission.CAMERA)
        robot.tap(R.string.loan_mine).tap(R.string.loan_scan).lookThrough()
        robot.app.camera.hold("HTTPS://EXAMPLE.ORG")
        robot.sees("This is no code of a lent phone's form.").sees(R.string.loan_scan)
        assertFalse("nobody looks any more", robot.app.camera.isOpen)
        robot.pastes("DSL1:BB8").sees("This is no code of a lent phone's form.")
        Authority().use { robot.pastes(it.lend(Lent.NUMBER)).sees("This form is of another authority than this phone's.") }
        val old = lent.authority.lend(Lent.NUMBER)
        val next = lent.authority.lend(Lent.NUMBER)
        robot.pastes(old).sees("This form of a lent phone does not count any more.")
        assertEquals(null, lent.loan)
        robot.pastes(next).sees(R.string.loan_handover_title)
    }

    @Test
    fun `without a network a form is not taken, a handover waits, and the phone is wiped all the same`() {
        robot.tap(R.string.loan_mine)
        val form = lent.authority.lend(Lent.NUMBER)
        lent.authority.stop()
        robot.pastes(form).sees(R.string.loan_take_title)
        assertEquals(null, lent.loan)
        lent.authority.start()
        robot.pastes(form).sees(R.string.loan_handover_title)
        lent.authority.stop()
        robot.tap(R.string.loan_handover).settle().sees(R.string.loan_handover_title)
        assertEquals(LoanState.TAKEN, lent.loan?.state)
        lent.authority.start()
        robot.tap(R.string.loan_handover).settle().sees("How it goes back")
        assertEquals(LoanState.RUNNING, lent.loan?.state)

        lent.authority.stop()
        lent.wiped()
        lent.authority.start()
        assertEquals(listOf("running"), lent.authority.loans())
        // Whoever takes it back scans what the phone still shows the next day.
        lent.dies()
        robot.sees(R.string.loan_wiped_title)
        val shown = checkNotNull(checkNotNull(lent.loan).certificate)
        assertEquals(shown, read(checkNotNull(qrCode(shown))))
        lent.authority.takeBack(shown)
        assertEquals(listOf("returned"), lent.authority.loans())
        // The next one begins with a form of their own.
        robot.tap(R.string.loan_anew).tap(R.string.loan_mine).pastes(lent.authority.lend(Lent.NUMBER)).sees(R.string.loan_handover_title)
    }

    @Test
    fun `a return that could not end goes on where it stopped, also in another process`() {
        lent.handedOver()
        robot.go(Screen.LOAN_RETURN, "").sees(R.string.loan_return_gone)
        robot.phone.keys.beforeDelete = { throw ProviderException("not now") }
        robot.tap(R.string.loan_return_now).tap(R.string.loan_return).settle().sees("The phone does not open the app's data just now.")
        assertEquals(LoanState.RETURNING, lent.loan?.state)
        robot.phone.keys.beforeDelete = {}
        lent.dies()
        robot.sees(R.string.loan_title).sees("it goes on where it stopped").sees(R.string.emergency)
        rule.onNodeWithText("Lent phone L-0042").assertDoesNotExist()
        robot.tap(R.string.loan_return).tap(R.string.loan_return_now).tap(R.string.loan_return).sees(R.string.loan_wiped_title)
        assertEquals(listOf("returned"), lent.authority.loans())
    }

    @Test
    fun `a phone that was set up to be lent has its form already, and is reset once its code was scanned`() {
        val phone = LentPhone(robot.phone.authority.lend(Lent.NUMBER))
        robot.app.owned = phone
        robot.tap(R.string.loan_mine).tap(R.string.loan_take).sees(R.string.loan_handover_title)
        assertEquals(null, phone.invitation)
        lent.wiped()
        rule.onNodeWithText(robot.say(R.string.loan_anew)).assertDoesNotExist()
        robot.tap(R.string.loan_reset).sees(R.string.loan_reset_ask).press(robot.say(R.string.loan_not_yet))
        assertEquals(0, phone.resets)
        robot.tap(R.string.loan_reset).sees(R.string.loan_reset_ask)
        rule.onAllNodesWithText(robot.say(R.string.loan_reset)).onLast().performClick()
        assertEquals(1, phone.resets)
    }

    @Test
    fun `a phone that is said to be lost asks nothing, and one that another took its place of is to go back`() {
        lent.handedOver().begins().patient.passes(HOUR_S)
        lent.authority.loseLoan(Lent.NUMBER)
        lent.patient.passes(HOUR_S)
        lent.patient.syncs()
        assertEquals(OrderState.PAUSED, lent.patient.quarantine.order.state)
        robot.sees(lent.patient.quarantine.headline.text)
        val form = lent.authority.lend(Lent.NUMBER)
        Phone(lent.authority).use { other ->
            other.clock.advance(2 * HOUR_S)
            runBlocking {
                other.client.takeLoan(form)
                other.client.handOverLoan()
            }
        }
        lent.patient.syncs()
        assertEquals(LoanState.RETURNING, lent.loan?.state)
        robot.sees(R.string.loan_title).tap(R.string.loan_return).sees(R.string.loan_return_gone)
    }

    @Test
    fun `a lent phone has no passes, no number, and nobody's erasing`() {
        lent.handedOver()
        robot.tapIcon(R.string.settings_title).sees(R.string.settings_about)
        listOf(R.string.settings_erase, R.string.settings_details, R.string.settings_inspect).forEach {
            rule.onNodeWithText(robot.say(it)).assertDoesNotExist()
        }
        robot.back().sees(R.string.quarantine_more)
        rule.onNodeWithText(robot.say(R.string.passes_title)).assertDoesNotExist()
        assertTrue(robot.tap(R.string.emergency).sees(R.string.emergency_text).read().isNotEmpty())
    }

    /** A code as a camera sees it. */
    private fun read(code: QrMatrix): String? {
        val side = code.size.toInt()
        val width = (side + 2 * QUIET) * POINTS
        val isDark = { x: Int, y: Int -> x in 0 until side && y in 0 until side && code.modules[y * side + x].toInt() == 1 }
        val grey = ByteArray(width * width) { if (isDark(it % width / POINTS - QUIET, it / width / POINTS - QUIET)) 0 else -1 }
        return CodeReader().read(GreyImage(grey, width, width))
    }

    private companion object {
        const val HOUR_S = 3_600L

        /** White around a code in modules, and a module's side in points. */
        const val QUIET = 4
        const val POINTS = 6
    }
}
