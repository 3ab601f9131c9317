package doorstep.app

import android.content.Intent
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onLast
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.test.platform.app.InstrumentationRegistry
import doorstep.AnswerMode
import doorstep.CannotReason
import doorstep.CheckOutcome
import doorstep.Declared
import doorstep.NoticeKind
import doorstep.OrderState
import doorstep.sdk.NoticeTap
import doorstep.sdk.TestPhone
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** A patient's days by taps and words, with the real library, before the real authority. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], application = TestApp::class, qualifiers = "w411dp-h891dp-hdpi")
open class QuarantineTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val robot by lazy { AppRobot(rule).open() }
    private val patient by lazy { Patient(robot.register()) }

    @After
    fun end() = robot.close()

    @Test
    fun `a patient reads the order, agrees, begins, answers, and is free`() {
        patient.isOrdered()
        robot.sees(R.string.quarantine_title).sees("Nothing is asked of you until then").tap(R.string.order_read)
        robot.sees("If it is not safe where you are, leave.").tap(R.string.order_seen)
        robot.sees("Whether this phone is at home").tap(R.string.consent_agree)
        robot.sees("also when the app is closed")
        repeat(patient.quarantine.accesses.size) { robot.tap(R.string.access_later) }
        robot.sees(R.string.access_done).tap(R.string.quarantine_home)
        assertEquals(patient.quarantine.order.version, patient.quarantine.order.seenVersion)
        robot.tap(R.string.order_title).tap(R.string.order_begin).sees(R.string.quarantine_access)
        patient.passes(10)
        robot.sees("Stay at home until").sees(R.string.quarantine_none)

        val check = patient.livesUntilAsked()
        robot.sees(R.string.quarantine_asked).tap(R.string.quarantine_answer).sees("Say that you are at home.")
        robot.tap(R.string.quarantine_here).sees("You answered.")
        assertEquals(AnswerMode.TAP, patient.check(check.id).answer?.how)
        robot.tap(R.string.quarantine_home).sees(R.string.quarantine_none)
        robot.tap(R.string.journal_title).sees("You answered: I am here.").sees("24 November, 1")

        robot.back()
        robot.phone.authority.release(patient.order)
        patient.syncs()
        // The passes are first again, and what is kept is a tap away.
        robot.sees(R.string.passes_ask).tap(R.string.quarantine_title).sees("You are free since")
        rule.onNodeWithText(robot.say(R.string.quarantine_here)).assertDoesNotExist()
        robot.tap(R.string.journal_title).sees("The quarantine ended.")
    }

    @Test
    fun `what a patient says counts with a tap, and is taken back with one`() {
        patient.begins()
        robot.tap(R.string.quarantine_here).sees(R.string.quarantine_here_noted)
        robot.tap(R.string.quarantine_hospital).sees("Noted: you are in hospital.")
        assertEquals(Declared.HOSPITAL, patient.quarantine.declared?.what)
        rule.onNodeWithText(robot.say(R.string.quarantine_here)).assertDoesNotExist()
        robot.tap(R.string.quarantine_back).sees("Noted: you are at home again.")
        assertEquals(null, patient.quarantine.declared)
        patient.passes(10)
        robot.tap(R.string.quarantine_permission).type(R.string.declare_minutes, "90").type(R.string.declare_words, "to the doctor")
        robot.tap(R.string.declare_send).sees("you were allowed to leave")
        robot.tap(R.string.quarantine_back).sees("Noted: you are at home again.")
        robot.tap(R.string.quarantine_fault).type(R.string.declare_fault_words, "no sound").tap(R.string.declare_send)
        robot.sees(R.string.quarantine_here)
    }

    @Test
    fun `leave without a number of minutes is not said`() {
        patient.begins()
        robot.tap(R.string.quarantine_permission).type(R.string.declare_minutes, "long").tap(R.string.declare_send)
        robot.sees(R.string.declare_minutes)
        assertEquals(null, patient.quarantine.declared)
        robot.type(R.string.declare_minutes, " 60 ").tap(R.string.declare_send).sees("you were allowed to leave")
    }

    @Test
    fun `who had to leave says so with a tap, and no word tells why`() {
        patient.begins()
        robot.tap(R.string.quarantine_leave).sees(R.string.safety_text)
        val told = Regex("safe|danger|violen|flee|fled|afraid", RegexOption.IGNORE_CASE)
        assertEquals(emptyList<String>(), robot.read().filter(told::containsMatchIn))
        robot.tap(R.string.declare_send).sees("Noted. Nothing is asked of you")
        assertEquals(Declared.PERSONAL, patient.quarantine.declared?.what)
        assertEquals(emptyList<String>(), robot.read().filter(told::containsMatchIn))
    }

    @Test
    fun `who cannot answer says so with a tap on a reason`() {
        patient.begins()
        val check = patient.livesUntilAsked()
        robot.tap(R.string.quarantine_answer).tap(R.string.check_cannot)
        robot.type(R.string.cannot_words, "fever").tap(R.string.cannot_ill).sees("You said that you could not: you were ill.")
        assertEquals(CannotReason.ILL, patient.check(check.id).answer?.reason)
    }

    @Test
    fun `a question that closes under somebody's eyes says so, and can be objected to`() {
        patient.begins()
        val check = patient.livesUntilAsked()
        robot.tap(R.string.quarantine_answer).sees(R.string.check_cannot)
        repeat(5) { patient.passes(Patient.QUARTER_S) }
        assertEquals(CheckOutcome.UNANSWERED, patient.check(check.id).outcome)
        robot.sees("the time went by without an answer")
        rule.onNodeWithText(robot.say(R.string.quarantine_here)).assertDoesNotExist()
        robot.tap(R.string.dispute_title).type(R.string.dispute_words, "I slept").tap(R.string.dispute_send)
        robot.sees("the time went by without an answer").back().tap(R.string.journal_title).sees("You disputed something.")
    }

    @Test
    fun `an order on paper is taken by its code, and ended by another without a network`() {
        robot.register()
        val paper = robot.phone.authority.giveOrderOnPaper()
        robot.tapIcon(R.string.settings_title).tap(R.string.order_paper)
        robot.type(R.string.order_code, "2345 6789 2345 678A").tap(R.string.order_code_send).sees("The code")
        robot.type(R.string.order_code, paper.code).tap(R.string.order_code_send).sees(R.string.order_seen)
        val code = robot.phone.authority.releaseCode(paper.order)
        robot.phone.authority.stop()
        robot.type(R.string.order_release_code, code).tap(R.string.order_release_send)
        robot.sees(R.string.passes_ask)
        assertEquals(OrderState.RELEASED, Patient(robot).quarantine.order.state)
        robot.phone.authority.start()
    }

    @Test
    fun `an order that waits for the number is shown to who has it, and to nobody else`() {
        robot.register()
        rule.onNodeWithText(robot.say(R.string.quarantine_title)).assertDoesNotExist()
        robot.phone.authority.giveOrder(TestPhone.NUMBER, "--sub", "АБ9999")
        Patient(robot).syncs()
        robot.tap("A quarantine order waits for whoever has this number. Open it to read what it asks.")
        robot.type(R.string.order_mark, "ЖЖ1111").tap(R.string.order_code_send).sees("somebody with other initials")
        robot.type(R.string.order_mark, "АБ9999").tap(R.string.order_code_send).sees(R.string.order_explained)
    }

    @Test
    fun `an order that is somebody else's is given back after a question`() {
        patient.isOrdered()
        robot.tap(R.string.order_read).tap(R.string.order_not_mine).sees(R.string.order_not_mine_why)
        robot.tap(R.string.order_keep).tap(R.string.order_not_mine).sees(R.string.order_not_mine_why)
        // The page below it has a button of the same words.
        rule.onAllNodes(hasText(robot.say(R.string.order_not_mine)) and hasClickAction()).onLast().performClick()
        robot.sees(R.string.passes_ask)
        assertEquals(OrderState.REJECTED, patient.quarantine.order.state)
    }

    @Test
    fun `a changed order says what is new, and a letter until when to object`() {
        patient.begins()
        patient.passes(60)
        robot.phone.authority.changeOrder(patient.order, "--checks", "1")
        robot.phone.authority.write(patient.order, "decision", "en=You may walk the dog.")
        patient.syncs()
        robot.sees("The order was changed.").tap(R.string.order_read).sees(R.string.order_changed).sees("Questions a day")
        robot.tap(R.string.order_seen).tap(R.string.notices_title).sees("You may walk the dog.").sees(R.string.notices_decision)
        robot.sees("You may object until").tap(R.string.dispute_title).type(R.string.dispute_words, "I have no dog")
        robot.tap(R.string.dispute_send).sees(R.string.dispute_received)
    }

    @Test
    fun `a notice that is tapped opens what it is about`() {
        patient.begins()
        val check = patient.livesUntilAsked()

        fun tap(id: String, kind: NoticeKind) = robot.scenario.onActivity {
            InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(it, NoticeTap(id, kind, patient.me.person).into(Intent()))
        }
        tap("check-${check.id}-0", NoticeKind.CHECK)
        robot.sees("Say that you are at home.").sees(R.string.check_cannot)
        tap("notice-x", NoticeKind.NOTICE)
        robot.sees(R.string.notices_none)
        tap("order-x-1", NoticeKind.DUTY)
        robot.sees(R.string.order_explained)
        tap("not-running", NoticeKind.TROUBLE)
        robot.sees(R.string.quarantine_more)
        assertEquals(CheckOutcome.ASKING, patient.check(check.id).outcome)
    }

    @Test
    fun `a patient's words are true of a patient, and a resident's of a resident`() {
        robot.register().tapIcon(R.string.settings_title).tap(R.string.sent_title).sees(R.string.consent_never)
        robot.back().back()
        Patient(robot).begins()
        robot.tap(R.string.sent_title).sees(R.string.sent_patient)
        rule.onNodeWithText(robot.say(R.string.consent_never)).assertDoesNotExist()
    }
}
